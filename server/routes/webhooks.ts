import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { ALERT_LEVELS, ConfigurationError } from "../../engine/domain/mod.ts";
import { checkWebhookUrl, isPublicHost, LEAST_SECRET } from "../../engine/sources/mod.ts";
import type { StoredWebhook } from "../../engine/storage/mod.ts";
import { requireWrite } from "../guards/guard_requests.ts";
import { jsonAnswer, problemAnswers } from "../openapi_document.ts";
import { problemOf, sendProblem } from "../problem.ts";
import { readSmallJson } from "../read_small_json.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const PATH = "/v1/webhooks";

/** Bytes that the description of a receiver may take. */
const LIMIT_BYTES = 8192;

const NewWebhook = z.strictObject({
  url: z.string().max(2048).openapi({ description: "https, of the public internet." }),
  secret: z.string().min(LEAST_SECRET).max(256).optional().openapi({
    description: "What alerts are signed with; made unless given.",
  }),
  minimumLevel: z.enum(ALERT_LEVELS).exclude(["none"]).optional().openapi({
    description: "Level from which an event is told of; information unless given.",
  }),
}).openapi("NewWebhook");

const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  minimumLevel: z.enum(ALERT_LEVELS),
  createdBy: z.string(),
  createdMs: z.number(),
}).openapi("Webhook");

const CreatedWebhook = Webhook.extend({ secret: z.string() }).openapi("CreatedWebhook", {
  description: "The only answer that holds the secret.",
});

const EXAMPLE = {
  id: "hook-6f1c0f0e9a2b4c5d",
  url: "https://example.org/quakes",
  minimumLevel: "caution",
  createdBy: "observatory-1",
  createdMs: 1_767_225_600_000,
};

const NEW = {
  schema: NewWebhook,
  example: { url: EXAMPLE.url, minimumLevel: EXAMPLE.minimumLevel },
};

/** GET, POST and DELETE /v1/webhooks: who is told of alerts. All need the scope "write". */
export function addWebhookRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  const { database } = context;
  if (database === undefined) return;
  describeRoutes(app);
  const write = requireWrite(context);
  app.get(PATH, write, (c) => c.json({ webhooks: database.webhooks.list().map(withoutSecret) }));
  app.post(PATH, write, async (c) => {
    const given = await readSmallJson(c, {
      schema: NewWebhook,
      limits: { ...context.bodyLimits, limitBytes: LIMIT_BYTES },
    });
    const webhook = makeWebhook(given, {
      createdBy: c.get("client").key?.name ?? "",
      allowPrivate: context.privateWebhooks,
    });
    database.webhooks.add(webhook);
    return c.json(webhook, 201, { location: `${PATH}/${webhook.id}` });
  });
  app.delete(`${PATH}/:id`, write, (c) => {
    if (database.webhooks.remove(c.req.param("id") ?? "")) return c.body(null, 204);
    return sendProblem(c, problemOf("not-found", "There is no such webhook."));
  });
}

function makeWebhook(
  { url: text, secret, minimumLevel }: z.infer<typeof NewWebhook>,
  { createdBy, allowPrivate }: { createdBy: string; allowPrivate: boolean },
): StoredWebhook {
  const url = checkWebhookUrl(text, { allowPrivate });
  if (!allowPrivate && !isPublicHost(url.hostname)) {
    throw new ConfigurationError("Cannot send to it: the address is not public.", "url");
  }
  return {
    id: `hook-${crypto.getRandomValues(new Uint8Array(8)).toHex()}`,
    url: url.href,
    secret: secret ?? crypto.getRandomValues(new Uint8Array(32)).toHex(),
    minimumLevel: minimumLevel ?? "information",
    createdBy,
    createdMs: Date.now(),
  };
}

function withoutSecret({ secret: _, ...webhook }: StoredWebhook): Omit<StoredWebhook, "secret"> {
  return webhook;
}

function describeRoutes(app: OpenAPIHono<ServerEnvironment>): void {
  const shared = { tags: ["alerts"] };
  const refused = {
    401: "An API key is needed.",
    403: 'The key lacks the scope "write", or the server was started without --writable.',
  };
  app.openAPIRegistry.registerPath({
    ...{ ...shared, method: "get", path: PATH, operationId: "get_webhooks" },
    summary: "Who is told of alerts",
    responses: {
      ...jsonAnswer(
        "All receivers, without their secrets.",
        z.object({
          webhooks: z.array(Webhook),
        }),
        { webhooks: [EXAMPLE] },
      ),
      ...problemAnswers(refused),
    },
  });
  app.openAPIRegistry.registerPath({
    ...{ ...shared, method: "post", path: PATH, operationId: "post_webhook" },
    summary: "Have alerts posted to an address",
    description: "Each message is signed: x-quakecast-signature is t=MILLISECONDS,v1=HEX, the " +
      "HMAC-SHA256 of MILLISECONDS.BODY by the secret. x-quakecast-delivery is the same when a " +
      "message is sent again.",
    request: { body: { required: true, content: { "application/json": NEW } } },
    responses: {
      201: {
        description: "It is told from now on.",
        content: {
          "application/json": { schema: CreatedWebhook, example: { ...EXAMPLE, secret: "..." } },
        },
      },
      ...problemAnswers({
        ...refused,
        400: "The address is not allowed.",
        413: "The body is too large.",
        415: "The body is no JSON.",
        422: "The body cannot be read.",
      }),
    },
  });
  app.openAPIRegistry.registerPath({
    ...{ ...shared, method: "delete", path: `${PATH}/{id}`, operationId: "delete_webhook" },
    summary: "Tell somebody no more",
    request: { params: z.object({ id: z.string() }) },
    responses: {
      204: { description: "It is gone, and what waited for it as well." },
      ...problemAnswers({ ...refused, 404: "There is no such webhook." }),
    },
  });
}
