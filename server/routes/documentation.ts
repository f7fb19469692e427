import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { writeOpenApiDocument } from "../openapi_document.ts";
import { DOCS_INITIALISER, DOCS_PAGE } from "../page/docs_page.ts";
import { problemOf, sendProblem } from "../problem.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

/** The files of Swagger UI that the page uses, with their media types. */
const ASSETS: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

/** How long browsers keep them, seconds; a new version comes with a new release at most. */
const KEEP = "public, max-age=3600";

/** GET /openapi.json, GET /docs and what it loads. To be added last: it lists all routes. */
export function addDocumentationRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { apiKeys }: ServerContext,
): void {
  const document = JSON.stringify(
    writeOpenApiDocument(app, { needsKey: apiKeys.length > 0 }),
    null,
    2,
  );
  app.get("/openapi.json", (c) => c.body(document, 200, { "content-type": "application/json" }));
  app.get("/docs", (c) => c.html(DOCS_PAGE));
  app.get(
    "/docs/initialiser.js",
    (c) => c.body(DOCS_INITIALISER, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  app.get("/docs/:file", (c) => sendAsset(c, c.req.param("file")));
}

/** Only files of the list are sent, whatever the name says. */
async function sendAsset(c: Context, file: string): Promise<Response> {
  if (!Object.hasOwn(ASSETS, file)) {
    return sendProblem(c, problemOf("not-found", "There is nothing at this address."));
  }
  const bytes = await Deno.readFile(new URL(file, import.meta.resolve("swagger-ui-dist")));
  return c.body(bytes, 200, { "content-type": ASSETS[file], "cache-control": KEEP });
}
