import { assertEquals } from "@std/assert";
import { assertRawRefused, attack } from "./attack_target.ts";

const UPWARDS = [
  ...["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "....//"],
  ...[
    "..;/",
    "%c0%ae%c0%ae/",
    "..%c0%af",
    "..%00/",
    "./../",
    "//",
    "%2f",
    "\u2025/",
    "\uff0e\uff0e/",
  ],
];

const ROOTS = ["/", "/docs/", "/dashboard/", "/v1/models/", "/v1/webhooks/", "/v1/events/"];

Deno.test("no way upwards, however it is written, leads out of what is served", async () => {
  await attack({}, async ({ sendRaw, folder }) => {
    await Deno.writeTextFile(`${folder}/canary.txt`, "the canary sings");
    for (const root of ROOTS) {
      for (const up of UPWARDS) {
        const targets = [
          `${root}${up.repeat(12)}etc/passwd`,
          `${root}${up.repeat(2)}deno.json`,
          `${root}${up}canary.txt`,
          `${root}${up}quakecast.db`,
        ];
        for (const path of targets) {
          const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
          const answer = await sendRaw([request]);
          assertRawRefused(answer, path);
          for (const found of ["root:", "sings", "SQLite format", '"imports"']) {
            assertEquals(answer.includes(found), false, path);
          }
        }
      }
    }
  });
});

Deno.test("a model is found by its name and not by a path", async () => {
  await attack({}, async ({ ask, folder }) => {
    const names = ["..", ".", "/", folder, `${folder}/.`, "file:///etc", "a\0b", "C:\\", "~", "%"];
    for (const name of [...names, ...UPWARDS]) {
      const response = await ask(`/v1/models/${encodeURIComponent(name)}`);
      const text = await response.text();
      assertEquals(response.status, 404, `${name}: ${text.slice(0, 100)}`);
      assertEquals(text.includes(`${folder}/`) && !name.includes(folder), false, name);
    }
  });
});
