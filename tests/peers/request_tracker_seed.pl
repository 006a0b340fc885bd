# Fills a fresh Request Tracker: queue, fields, people, rights; prints the tokens as JSON.
use strict; use warnings; use lib '/usr/share/request-tracker5/lib';
use RT -init;
use JSON;
my $system = RT->SystemUser;
sub must { my ($what, $ok, $message) = @_; die "$what: $message\n" unless $ok; return $ok }

my $queue = RT::Queue->new($system);
must('queue', $queue->Create(Name => 'Support', CorrespondAddress => 'support@lab.example',
                             CommentAddress => 'support-comment@lab.example'));
for (['OrderNo', 'FreeformSingle', 'RT::Queue-RT::Ticket'],
     ['Tags', 'FreeformMultiple', 'RT::Queue-RT::Ticket'],
     ['ClientKey', 'FreeformSingle', 'RT::Queue-RT::Ticket-RT::Transaction']) {
    my $field = RT::CustomField->new($system);
    must("field $_->[0]", $field->Create(Name => $_->[0], Type => $_->[1], LookupType => $_->[2]));
    must('apply', $field->AddToObject($queue));
}

my $agents = RT::Group->new($system);
must('group', $agents->CreateUserDefinedGroup(Name => 'Agents'));
must("right $_", $agents->PrincipalObj->GrantRight(Right => $_, Object => $queue))
    for qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CreateTicket ReplyToTicket
           CommentOnTicket ModifyTicket OwnTicket TakeTicket StealTicket SeeCustomField
           ModifyCustomField Watch);
must("right $_", $agents->PrincipalObj->GrantRight(Right => $_, Object => $RT::System))
    for qw(ManageAuthTokens ModifySelf SeeCustomField);
my $class = RT::Class->new($system);
must('class', $class->Load('General'));
must('articles', $agents->PrincipalObj->GrantRight(Right => 'ShowArticle', Object => $class));
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
must("right $_", $everyone->PrincipalObj->GrantRight(Right => $_, Object => $queue))
    for qw(CreateTicket ReplyToTicket);

my %user;
for (['agent1', 'Anna Agent', 1], ['agent2', 'Bert Basis', 1], ['kunde1', 'Karla Kundin', 0]) {
    my $user = RT::User->new($system);
    must("user $_->[0]", $user->Create(Name => $_->[0], RealName => $_->[1], Privileged => $_->[2],
        EmailAddress => "$_->[0]\@lab.example", Password => $ENV{RT_SEED_PASSWORD}));
    $user{$_->[0]} = $user;
}
must('member', $agents->AddMember($user{agent1}->PrincipalId));
must("right $_", $user{agent2}->PrincipalObj->GrantRight(Right => $_, Object => $queue))
    for qw(SeeQueue ShowTicket ReplyToTicket SeeCustomField);
$user{root} = RT::User->new($system);
$user{root}->Load('root');

my %tokens;
for my $name (qw(root agent1 agent2)) {
    my ($ok, $message, $token) =
        RT::AuthToken->new($system)->Create(Owner => $user{$name}->id, Description => 'tests');
    must("token $name", $ok, $message);
    $tokens{$name} = $token;
}
print encode_json(\%tokens);
