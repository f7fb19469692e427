/** Epoch milliseconds of a day of a year; undefined where there is none between 1900 and 2100. */
export function dayOfYearMs(year: number, day: number): number | undefined {
  const isDay = year >= 1900 && year <= 2100 && day >= 1 && day <= 366;
  return isDay ? Date.UTC(year, 0, 1) + (day - 1) * 86_400_000 : undefined;
}

/** Letters and digits of a fixed field, blanks around it and bytes that are no text left out. */
export function readCodeText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte > 32 && byte < 127) text += String.fromCharCode(byte);
  }
  return text;
}

/** Text of a fixed field, blanks around it and bytes that are no letters left out. */
export function readText(view: DataView, from: number, length: number): string {
  let text = "";
  for (let i = from; i < from + length; i++) {
    const byte = view.getUint8(i);
    if (byte > 31 && byte < 127) text += String.fromCharCode(byte);
  }
  return text.trim();
}
