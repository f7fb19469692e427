/** Lines of XML; children are indented by the element around them. */
export type XmlLines = readonly string[];

/** What stands in an element: text, or the lines of its children; undefined and empty ones are left out. */
export type XmlContent = string | readonly (XmlLines | undefined)[];

/** Lines of an element. Characters that XML does not allow become the replacement character. */
export function writeElement(
  name: string,
  content: XmlContent,
  attributes: Readonly<Record<string, string>> = {},
): XmlLines {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const opening = `<${name}${given.join("")}`;
  if (typeof content === "string") {
    return [content === "" ? `${opening}/>` : `${opening}>${escapeXml(content)}</${name}>`];
  }
  const lines = content.flatMap((child) => child ?? []);
  if (lines.length === 0) return [`${opening}/>`];
  return [`${opening}>`, ...lines.map((line) => `  ${line}`), `</${name}>`];
}

/** Lines of an element of text; undefined where there is nothing to write. */
export function writeText(name: string, text: string | undefined): XmlLines | undefined {
  return text === undefined || text === "" ? undefined : writeElement(name, text);
}

/** Text as it stands in XML; line ends stay what they are. */
function escapeXml(text: string): string {
  return text
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\r", "&#13;");
}
