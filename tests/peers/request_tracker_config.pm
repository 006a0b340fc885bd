my $d = $ENV{RT_TEST_FOLDER};
$RT::VarPath         = "$d/var";
$RT::MasonDataDir    = "$d/var/mason";
$RT::MasonSessionDir = "$d/var/session";
Set($rtname, 'lab');
Set($Organization, 'lab.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, $ENV{RT_TEST_PORT});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, "$d/var/rt.sqlite");
Set($CorrespondAddress, 'rt@lab.example');
Set($CommentAddress, 'rt-comment@lab.example');
Set($MailCommand, 'mbox');          # what would be mailed is appended to var/<start time>.mbox
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($Timezone, 'UTC');
Set($BcryptCost, 4);                # a token is checked by bcrypt: 20 ms instead of 190 ms a request
1;
