import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { problemOf, sendProblem } from "../problem.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

/** The files of the dashboard, with their media types. */
const FILES: Readonly<Record<string, string>> = {
  "dashboard.js": "text/javascript; charset=utf-8",
  "dashboard.css": "text/css; charset=utf-8",
  "coastlines.json": "application/json",
  "icon.svg": "image/svg+xml",
};

/** For an address that carries the hash of its content. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** For one that does not: kept, and asked about each time. */
const ASK_AGAIN = "no-cache";

/** Hexadecimal digits of a hash in an address. */
const HASH_LENGTH = 12;

/** A file that has been read once, as it is and packed. */
interface BuiltFile {
  bytes: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  tag: string;
}

/**
 * GET / and GET /dashboard/FILE: the page and what it loads, without a key; the data it shows ask for one. The
 * page is told whether there are a live system and a database, and whether it may be changed, so that it does not
 * ask in vain.
 */
export function addDashboardRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { live, database, mayWrite }: ServerContext,
): void {
  const read = new Map<string, Promise<BuiltFile>>();
  const built = (name: string) => {
    const file = read.get(name) ?? readBuilt(name);
    read.set(name, file);
    return file;
  };
  let page: Promise<BuiltFile> | undefined;
  app.get("/", async (c) => {
    page ??= readPage({
      ...{ live: live !== undefined, records: database !== undefined, writable: mayWrite },
    });
    return sendFile(c, await page, "text/html; charset=utf-8");
  });
  app.get("/dashboard/:file", async (c) => {
    const name = c.req.param("file");
    if (!Object.hasOwn(FILES, name)) { // only files of the list are sent, whatever the name says
      return sendProblem(c, problemOf("not-found", "There is nothing at this address."));
    }
    return sendFile(c, await built(name), FILES[name]);
  });
}

async function readPage(has: Readonly<Record<string, boolean>>): Promise<BuiltFile> {
  const { bytes } = await readBuilt("index.html");
  const html = new TextDecoder().decode(bytes);
  const said = Object.entries(has).map(([name, is]) => `data-${name}="${is}" `).join("");
  return tagged(new TextEncoder().encode(html.replace("<html ", `<html ${said}`)));
}

async function readBuilt(name: string): Promise<BuiltFile> {
  return tagged(await Deno.readFile(new URL(`../page/built/${name}`, import.meta.url)));
}

async function tagged(bytes: Uint8Array<ArrayBuffer>): Promise<BuiltFile> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  const gzip = new Uint8Array(await new Response(packed).arrayBuffer());
  return { bytes, gzip, tag: `"${digest.toHex().slice(0, 24)}"` };
}

function sendFile(c: Context, { bytes, gzip, tag }: BuiltFile, mediaType: string): Response {
  const kept = tag.slice(1, 1 + HASH_LENGTH) === c.req.query("v");
  const supports = ["gzip", "identity"];
  const encoding = accepts(c, { header: "Accept-Encoding", supports, default: "identity" });
  const isPacked = encoding === "gzip";
  const headers = {
    etag: isPacked ? `W/${tag}` : tag, // other bytes of the same content
    "cache-control": kept ? FOR_EVER : ASK_AGAIN,
    vary: "accept-encoding",
  };
  const known = c.req.header("if-none-match")?.split(",").map((one) => one.trim());
  if (known?.some((one) => one === tag || one === `W/${tag}`)) return c.body(null, 304, headers);
  const type = { "content-type": mediaType };
  if (!isPacked) return c.body(bytes, 200, { ...headers, ...type });
  return c.body(gzip, 200, { ...headers, ...type, "content-encoding": "gzip" });
}
