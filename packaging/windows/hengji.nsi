; The installer of Windows, for one user and without asking for an administrator. From the command line:
;
;   VERSION   of the program
;   STAGE     the folder with what is installed
;   PACKAGE   the installer to be written

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; The program is in it twice, and the second time costs nothing if it is within reach of the first.
SetCompressorDictSize 128
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh

!define FILES "Software\Classes\.ron"
!define PROJECT "Software\Classes\Hengji.Project"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Hengji"

Name "$(PROGRAM)"
OutFile "${PACKAGE}"
InstallDir "$LOCALAPPDATA\Programs\Hengji"
InstallDirRegKey HKCU "${REMOVAL}" "InstallLocation"
BrandingText "$(PROGRAM) ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "衡绩 Hengji"
VIAddVersionKey /LANG=0 "FileDescription" "衡绩安装程序"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT / Apache-2.0"

!define MUI_ICON hengji.ico
!define MUI_UNICON hengji.ico
!define MUI_FINISHPAGE_RUN "$INSTDIR\hengji.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English

LangString PROGRAM ${LANG_SIMPCHINESE} "衡绩"
LangString PROGRAM ${LANG_ENGLISH} "Hengji"
LangString KIND ${LANG_SIMPCHINESE} "衡绩项目"
LangString KIND ${LANG_ENGLISH} "Hengji project"
LangString TOO_OLD ${LANG_SIMPCHINESE} "衡绩需要 64 位的 Windows 10 或更高版本。"
LangString TOO_OLD ${LANG_ENGLISH} "Hengji needs 64-bit Windows 10 or later."
LangString IN_USE ${LANG_SIMPCHINESE} "衡绩正在运行，请保存并关闭它，然后重试。"
LangString IN_USE ${LANG_ENGLISH} "Hengji is running. Please save, close it and retry."

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 1
    Quit
  ${EndIf}
FunctionEnd

; A running program is not replaced or removed: its window may hold what is not saved.
!macro ASK_TO_CLOSE
  ${DoWhile} ${FileExists} "$INSTDIR\hengji.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\hengji.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 1
    Abort
  ${Loop}
!macroend

!macro TELL_THE_DESKTOP
  ; SHCNE_ASSOCCHANGED
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

Section
  !insertmacro ASK_TO_CLOSE
  SetOutPath "$INSTDIR"
  File "${STAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\衡绩.lnk" "$INSTDIR\hengji.exe"

  WriteRegStr HKCU "${PROJECT}" "" "$(KIND)"
  WriteRegStr HKCU "${PROJECT}\DefaultIcon" "" "$INSTDIR\hengji.exe,1"
  WriteRegStr HKCU "${PROJECT}\shell\open\command" "" '"$INSTDIR\hengji.exe" "%1"'
  WriteRegStr HKCU "${FILES}\OpenWithProgids" "Hengji.Project" ""
  ; What another program has taken is left to it; ours stands in the menu 打开方式.
  ReadRegStr $0 HKCU "${FILES}" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${FILES}" "" "Hengji.Project"
  ${EndIf}

  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "$(PROGRAM)"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\hengji.exe,0"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "Hengji"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  !insertmacro TELL_THE_DESKTOP
SectionEnd

Section Uninstall
  !insertmacro ASK_TO_CLOSE
  ; By name: the folder is the user's choice and may hold more than ours.
  Delete "$INSTDIR\hengji.exe"
  Delete "$INSTDIR\hengji.com"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\LICENSE-*"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\衡绩.lnk"

  ReadRegStr $0 HKCU "${FILES}" ""
  ${If} $0 == "Hengji.Project"
    DeleteRegValue HKCU "${FILES}" ""
  ${EndIf}
  DeleteRegValue HKCU "${FILES}\OpenWithProgids" "Hengji.Project"
  DeleteRegKey /ifempty HKCU "${FILES}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${FILES}"
  DeleteRegKey HKCU "${PROJECT}"
  DeleteRegKey HKCU "${REMOVAL}"
  !insertmacro TELL_THE_DESKTOP
SectionEnd
