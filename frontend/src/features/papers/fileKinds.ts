// Which files the picker offers. What a file really is the server tells by its content, never by its name.
const ENDINGS = ["pdf", "docx", "doc", "rtf", "odt", "xlsx", "xls", "ods", "pptx", "ppt", "odp"];

export const ACCEPTED = ENDINGS.map((ending) => `.${ending}`).join(",");

/** A file's name without the ending of a kind that is taken. */
export function stem(fileName: string): string {
  return fileName.normalize("NFC").replace(new RegExp(`\\.(${ENDINGS.join("|")})$`, "i"), "");
}
