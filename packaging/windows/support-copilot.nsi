; The installer for Windows, per user (default) or for all users of the machine.
;   makensis -DVERSION=0.1.0 -DFOLDER=..\..\build\package\collected\support-copilot -DOUT=..\..\dist packaging\windows\support-copilot.nsi
; Silent:
;   support-copilot-0.1.0-setup.exe /S                        for the user who runs it
;   support-copilot-0.1.0-setup.exe /S /AllUsers              for the machine (as an administrator)
;   support-copilot-0.1.0-setup.exe /S /D=D:\Support Copilot  elsewhere; /D comes last, without quotes
;   uninstall.exe /S                                          what people wrote is kept
;   uninstall.exe /S /DeleteData                              the data of the user who runs it, too
Unicode true
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!ifndef VERSION
  !error "name the version: -DVERSION=0.1.0"
!endif
!ifndef FOLDER
  !error "name the collected program: -DFOLDER=..."
!endif
!ifndef OUT
  !define OUT "."
!endif

!define NAME "Support Copilot"
!define ID "SupportCopilot"
!define ADDRESS "Software\Classes\support-copilot"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "${NAME}"
OutFile "${OUT}/support-copilot-${VERSION}-setup.exe"
RequestExecutionLevel highest
SetCompressor /SOLID lzma
ManifestDPIAware true
ShowInstDetails nevershow
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}, installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!define MUI_ICON "..\..\resources\icons\support-copilot.ico"
!define MUI_UNICON "${MUI_ICON}"
!ifdef SIGN
  ; -DSIGN="signtool sign /fd sha256 /tr <time server> /td sha256 /a"
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\support-copilot.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var AllUsers

Function .onInit
  StrCpy $AllUsers 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ${If} $AllUsers == 1
    SetShellVarContext all
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${EndIf}
  ${Else}
    SetShellVarContext current
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "${NAME}"
  ; Files of an earlier version must not stay among the new ones.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\support-copilot.exe"
  ; SHCTX is HKLM for all users and HKCU for one.
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\support-copilot.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "AllUsers" $AllUsers
  ; support-copilot://ticket/4211. After -- nothing is an option, whatever an address holds.
  WriteRegStr SHCTX "${ADDRESS}" "" "URL:Ticket of ${NAME}"
  WriteRegStr SHCTX "${ADDRESS}" "URL Protocol" ""
  WriteRegStr SHCTX "${ADDRESS}\DefaultIcon" "" "$INSTDIR\support-copilot.exe"
  WriteRegStr SHCTX "${ADDRESS}\shell\open\command" "" '"$INSTDIR\support-copilot.exe" open -- "%1"'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Function un.onInit
  SetShellVarContext current
  ReadRegDWORD $0 HKLM "${UNINSTALL}" "AllUsers"
  ReadRegStr $1 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == 1
  ${AndIf} $1 == $INSTDIR
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section "Uninstall"
  ; Before the program goes: it knows its stores, settings, logs and the keys of the keyring.
  ${un.GetParameters} $0
  ClearErrors
  ${un.GetOptions} $0 "/DeleteData" $1
  ${IfNot} ${Errors}
    nsExec::ExecToLog '"$INSTDIR\support-copilot.exe" remove-data --all --models --yes'
    Pop $0
    ${If} $0 != 0
      ; Such as an open window. Nothing was removed, and the program stays to be asked again.
      SetErrorLevel 1
      Abort "What people wrote could not be removed: close ${NAME} and try again."
    ${EndIf}
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\support-copilot.exe"
  Delete "$INSTDIR\uninstall.exe"
  ; A folder model-files beside the program stays: whoever put it there may want it.
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "${ADDRESS}"
  DeleteRegKey SHCTX "${UNINSTALL}"
SectionEnd
