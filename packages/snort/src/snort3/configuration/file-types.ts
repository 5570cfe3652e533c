/** File types that the stock `file_magic.rules` of Snort 3.12.2 tells apart, and the versions it knows of each. */
export const FILE_TYPES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["HWP", ["3.0"]],
  ["PDF", ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]],
  ["RAR", ["1.1"]],
  ...[
    "7Z", "9XHIVE", "ACCDB", "AIF", "ALZ", "AMF", "AMR", "ARJ", "ASF", "AUTORUN", "AVI", "BINARY_DATA",
    "BINHEX", "BMP", "BZ", "CPIO_CRC", "CPIO_NEWC", "CPIO_ODC", "CUR", "DEB", "DICM", "DMG", "DMP", "DOCX",
    "DWG", "EGG", "EICAR", "ELF", "EPS", "FFMPEG", "FLAC", "FLIC", "FLV", "GIF", "GZ", "HLP", "ICO", "IMG_PICT",
    "ISHIELD_MSI", "ISO", "IVR", "IntelHEX", "JAR", "JARPACK", "JPEG", "LHA", "LNK", "M3U", "M4A", "M5V",
    "MACHO", "MAIL", "MAYA", "MDB", "MDI", "MIDI", "MKV", "MNY", "MOV", "MP3", "MP4", "MPEG", "MSCAB", "MSCHM",
    "MSEXE", "MSHTML", "MSOLE2", "MSSZDD", "MSWORD_MAC5", "MWL", "NEW_OFFICE", "NTHIVE", "OGG", "OLD_TAR",
    "ONE", "PCAP", "PGD", "PLS", "PNG", "POSIX_TAR", "PPTX", "PSD", "PST", "R1M", "RA", "REC", "REG", "RIFF",
    "RIFX", "RMF", "RPM", "RTF", "S3M", "SAMI", "SCR", "SCRENC", "SIS", "SIT", "SMIL", "SND", "SWF", "SYLKc",
    "SYMANTEC", "TIFF", "TNEF", "TORRENT", "UNIX_SCRIPT", "UUENCODED", "VB", "VMDK", "VOB", "WAB", "WAV",
    "WEBM", "WMF", "WMV", "WP", "WRI", "XLSX", "XLW", "XPS", "ZIP", "ZIP_ENC",
  ].map((name): [string, readonly string[]] => [name, []]),
]);

/** Numbers of file types that the stock `file_magic.rules` uses, as ranges with both ends: no other rule can have them. */
export const FILE_TYPE_IDS: readonly (readonly [from: number, to: number])[] = [
  [1, 18], [21, 70], [72, 74], [76, 91], [93, 117], [119, 119], [130, 130], [132, 171], [273, 273], [275, 275],
  [277, 298], [300, 308], [310, 311], [313, 331], [333, 333], [337, 337], [339, 347],
];
