import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { ElementStream } from "../../../../engine/sources/xml/element_stream.ts";
import type { XmlElement } from "../../../../engine/sources/xml/xml_element.ts";

function read(content: string | Uint8Array, pieceBytes = Infinity): XmlElement[] {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const stream = new ElementStream({
    source: "test.xml",
    handOut: ["item"],
    isOwn: (namespace) => namespace === "",
    checkRoot: () => {},
  });
  const elements: XmlElement[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    elements.push(...stream.write(bytes.subarray(start, start + pieceBytes)));
  }
  return [...elements, ...stream.close()];
}

const DOCUMENT = `<?xml version="1.0"?>
<list name="é&amp;"><about>x</about>
  <item a="1" o:a="2" xmlns:o="urn:other">one<o:item><item/></o:item></item>
  <item><item>two</item><![CDATA[<3>]]></item>
</list>`;

Deno.test("elements are handed out whole, wherever the bytes are cut", () => {
  for (const pieceBytes of [Infinity, 1, 2, 3, 7, 64]) {
    const [first, second, ...none] = read(DOCUMENT, pieceBytes);
    assertEquals(none, []);
    assertEquals([first.text, first.children, first.line], ["one", [], 3]);
    assertEquals({ ...first.attributes }, { a: "1" });
    assertEquals([second.text, second.children[0].text, second.line], ["<3>", "two", 4]);
    assertEquals(first.parent?.attributes.name, "é&");
    assertEquals(first.parent?.children.map(({ name }) => name), ["about"]);
  }
});

Deno.test("encodings are those of the mark or the declaration", () => {
  const declared = '<?xml version="1.0" encoding="ISO-8859-1"?><list><item>\xe9</item></list>';
  const latin = Uint8Array.from(declared, (character) => character.charCodeAt(0));
  assertEquals(read(latin)[0].text, "é");
  const wide = "\ufeff<list><item>é</item></list>";
  const units = Uint16Array.from(wide, (character) => character.charCodeAt(0));
  assertEquals(read(new Uint8Array(units.buffer), 5)[0].text, "é");
  assertEquals(read("\ufeff<list><item>é</item></list>", 1)[0].text, "é");
});

const LAUGHS = `<!DOCTYPE list [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><list>&b;</list>`;

const REFUSED: readonly [string, string | Uint8Array, RegExp][] = [
  ["nothing", "", /must contain a root element/],
  ["an end too early", "<list>\n<item>", /unclosed tag: .*line 2/],
  ["a wrong closing tag", "<list>\n\n<item></list>", /unexpected close tag.*line 3/],
  ["two roots", "<list/><list/>", /only one root/],
  ["an unknown prefix", "<list><p:item/></list>", /unbound namespace prefix/],
  ["an unknown entity", "<list>&ha;</list>", /undefined entity/],
  ["entities of its own", LAUGHS, /declares entities.*line 1/],
  ["an outer entity", '<!DOCTYPE list [<!ENTITY x SYSTEM "file:///a">]><list/>', /declares entit/],
  ["a byte that is no UTF-8", Uint8Array.of(60, 97, 62, 255, 60), /are not utf-8/],
  ["an unknown encoding", '<?xml version="1.0" encoding="none"?><list/>', /encoding is not known/],
  ["deep nesting", "<list>".repeat(100_000), /deeper than 64/],
  ["a long comment", `<list><!--${"x".repeat(5_000_000)}--></list>`, /between two tags/],
  ["a long attribute", `<list a="${"x".repeat(5_000_000)}"/>`, /between two tags/],
  ["text without end", `<list>${"x".repeat(5_000_000)}`, /between two tags/],
];

for (const [what, content, message] of REFUSED) {
  Deno.test(`XML is refused: ${what}`, () => {
    const error = assertThrows(() => read(content), InputError);
    assertMatch(error.message, message);
    assertMatch(error.message, /^Cannot read test\.xml as XML/);
  });
}
