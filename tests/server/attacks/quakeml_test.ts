import { assertEquals } from "@std/assert";
import { writeQuakeml } from "../../../engine/sources/mod.ts";
import { makeEvent } from "../../engine/storage/database/database_fixture.ts";
import { postQuakeml } from "../guards/guarded_server.ts";
import { assertRefused, attack } from "./attack_target.ts";

const QUAKEML = [...writeQuakeml([makeEvent("one", { magnitude: 5, timeMs: 1e12 })])].join("");

/** The document with a declaration of its type before its root. */
function withDoctype(doctype: string, text = QUAKEML): string {
  const at = text.indexOf("<", text.indexOf("?>"));
  return text.slice(0, at) + doctype + text.slice(at);
}

const NINE = Array.from({ length: 9 }, (_, i) => i + 1);
const LAUGHS = `<!DOCTYPE a [<!ENTITY l0 "lol">${
  NINE.map((i) => `<!ENTITY l${i} "${`&l${i - 1};`.repeat(10)}">`).join("")
}]>`;
const OPENED = QUAKEML.slice(0, QUAKEML.lastIndexOf("</eventParameters>"));

Deno.test("entities, depth and documents that are none put nothing into the database", async () => {
  await attack({}, async ({ ask, folder }) => {
    await Deno.writeTextFile(`${folder}/secret.txt`, "the secret");
    const text = QUAKEML.replace("earthquake", "&l9;");
    const numbers = ["NaN", "Infinity", "-Infinity", "1e309", "-1e309", "91", "0x10", ""];
    const bodies: [what: string, body: string][] = [
      ["a billion laughs", withDoctype(LAUGHS, text)],
      ["a quadratic bomb", withDoctype(`<!DOCTYPE a [<!ENTITY l9 "${"a".repeat(1e5)}">]>`, text)],
      [
        "a file",
        withDoctype(`<!DOCTYPE a [<!ENTITY l9 SYSTEM "file://${folder}/secret.txt">]>`, text),
      ],
      ["an address", withDoctype('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">', text)],
      ["a parameter entity", withDoctype('<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///x"> %x;]>')],
      ["an entity of nobody", text],
      ["depth", OPENED + "<a>".repeat(200_000)],
      ["one that breaks off", QUAKEML.slice(0, QUAKEML.length / 2)],
      ["another root", "<html/>"],
      ["two roots", QUAKEML + QUAKEML.slice(QUAKEML.indexOf("?>") + 2)],
      ["no XML", '{"events":[]}'],
      ["nothing", ""],
      [
        "many attributes",
        `<q ${Array.from({ length: 50_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`,
      ],
      ["no events", [...writeQuakeml([])].join("")],
      ["no origin", [...writeQuakeml([{ ...makeEvent("x"), origins: [] }])].join("")],
      ...numbers.map((number): [string, string] => [
        `latitude ${number}`,
        QUAKEML.replace(/<latitude>\s*<value>[^<]*</, `<latitude><value>${number}<`),
      ]),
    ];
    for (const [what, body] of bodies) {
      const startMs = performance.now();
      await assertRefused(await ask("/v1/events", postQuakeml(body)), what);
      assertEquals(performance.now() - startMs < 3_000, true, `${what} takes too long`);
    }
  });
});
