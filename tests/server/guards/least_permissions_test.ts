import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { keyLine, postJson } from "./guarded_server.ts";
import { firstAddress } from "./first_address.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const READ = ["engine", "server", "links", "node_modules"].map((name) => ROOT + name).join(",");

Deno.test("gated, changed and audited with the permissions of one folder and one address", () =>
  withFolder(async (folder) => {
    openDatabase(`${folder}/quakecast.db`, { mode: "create" }).close();
    await Deno.writeTextFile(`${folder}/keys`, keyLine("k", "write observatory-1"));
    const server = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--no-check", "--allow-net=127.0.0.1"],
        ...[`--allow-read=${folder},${READ}`, `--allow-write=${folder}`],
        ...[
          `${ROOT}server/main.ts`,
          "--port",
          "0",
          "--models",
          folder,
          "--gate",
          "on",
          "--writable",
        ],
        ...["--database", `${folder}/quakecast.db`, "--audit-log", `${folder}/audit.jsonl`],
        ...["--api-keys-file", `${folder}/keys`],
      ],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    try {
      const url = await firstAddress(server.stdout);
      const authorization = "Bearer k";
      const init = postJson({ url: "https://example.org/" });
      const added = await fetch(`${url}/v1/webhooks`, {
        ...init,
        headers: { ...init.headers as Record<string, string>, authorization },
      });
      assertEquals(added.status, 201);
      const { id } = await added.json();
      const listed = await fetch(`${url}/v1/webhooks`, { headers: { authorization } });
      assertEquals((await listed.json()).webhooks[0].id, id);
      server.kill("SIGTERM");
      assertEquals((await server.status).code, 0);
      const [line] = (await Deno.readTextFile(`${folder}/audit.jsonl`)).split("\n");
      const { key, address, status } = JSON.parse(line);
      assertEquals([key, address, status], ["observatory-1", "127.0.0.1", 201]);
    } finally {
      try {
        server.kill("SIGKILL");
      } catch {
        // It has ended already, as it should.
      }
      await server.status;
    }
  }));
