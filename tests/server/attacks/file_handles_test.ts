import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { firstAddress } from "../guards/first_address.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const READ = ["engine", "server", "links", "node_modules"].map((name) => ROOT + name).join(",");

/** File handles that the server may have, and connections that are held. */
const [HANDLES, CONNECTIONS] = [100, 300];

/** Starts a server that may have few file handles. */
function startShort(folder: string, gate: string): Deno.ChildProcess {
  const flags = ["--port", "0", "--models", folder, "--gate", gate];
  const allow = ["--allow-net=127.0.0.1", `--allow-read=${folder},${READ}`];
  const run = ["run", "--no-prompt", "--no-check", ...allow, `${ROOT}server/main.ts`, ...flags];
  return new Deno.Command("sh", {
    args: ["-c", `ulimit -n ${HANDLES} && exec "$@"`, "sh", Deno.execPath(), ...run],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Holds a connection, idle from the start or after a request, until the other side ends it. */
async function hold(port: number, text: string): Promise<Deno.TcpConn | undefined> {
  try {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode(text));
    return connection;
  } catch {
    return undefined; // nobody listens at this moment
  }
}

async function healthOf(url: string): Promise<number> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

for (const gate of ["off", "on"]) {
  Deno.test(`with gate ${gate}, a server whose file handles are all taken answers again`, {
    ignore: Deno.build.os !== "linux",
  }, () =>
    withFolder(async (folder) => {
      const server = startShort(await Deno.realPath(folder), gate);
      const held: Deno.TcpConn[] = [];
      const said = new Response(server.stderr).text();
      try {
        const url = await firstAddress(server.stdout);
        const port = Number(new URL(url).port);
        for (const text of ["GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", "G"]) {
          for (let i = 0; i < CONNECTIONS; i++) {
            const connection = await hold(port, text);
            if (connection !== undefined) held.push(connection);
          }
          const statuses: number[] = [];
          while (statuses.at(-1) !== 200 && statuses.length < 20) {
            statuses.push(await healthOf(url));
            await new Promise((resolve) => setTimeout(resolve, 200));
          }
          assertEquals(statuses.at(-1), 200, `${statuses}`);
        }
        server.kill("SIGTERM");
        assertEquals((await server.status).code, 0);
        assertMatch(await said, /were cut.*Too many open files/);
      } finally {
        for (const connection of held) connection.close();
        try {
          server.kill("SIGKILL");
        } catch {
          // It has ended already, as it should.
        }
        await server.status;
      }
    }));
}
