import { type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  isMagnitudeCard,
  isPickerCard,
  isPointProcessCard,
  isPoolCard,
  ModelError,
} from "../../engine/domain/mod.ts";
import type { ShelvedModel } from "../model_shelf.ts";
import { jsonAnswer, problemAnswers } from "../openapi_document.ts";
import { MODEL_CARD_EXAMPLE, MODEL_LIST_EXAMPLE } from "../openapi_examples.ts";
import { problemOfError } from "../problem_of_error.ts";
import { ModelCardSchema, ModelListSchema, type ModelSummarySchema } from "../schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

type ModelSummary = z.infer<typeof ModelSummarySchema>;

/** GET /v1/models and GET /v1/models/{name}: what can be asked, and how good it is. */
export function addModelRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { shelf }: ServerContext,
): void {
  const tags = ["models"];
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/models",
    tags,
    operationId: "get_models",
    summary: "List the models",
    responses: {
      ...jsonAnswer("The models, sorted by name.", ModelListSchema, MODEL_LIST_EXAMPLE),
      ...problemAnswers({ 401: "An API key is needed.", 503: "The folder cannot be read." }),
    },
  });
  app.get("/v1/models", async (c) => c.json({ models: (await shelf.list()).map(summarise) }));
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/models/{name}",
    tags,
    operationId: "get_model",
    summary: "Show the card of a model",
    request: { params: z.object({ name: z.string().openapi({ example: "m6" }) }) },
    responses: {
      ...jsonAnswer(
        "What was done to get it, and how good it is.",
        ModelCardSchema,
        MODEL_CARD_EXAMPLE,
      ),
      ...problemAnswers({
        401: "An API key is needed.",
        404: "There is no such model.",
        500: "The model is damaged.",
      }),
    },
  });
  app.get("/v1/models/:name", async (c) => c.json(await shelf.find(c.req.param("name"))));
}

function summarise({ name, card, fault }: ShelvedModel): ModelSummary {
  if (card === undefined) {
    const { problem } = problemOfError(fault ?? new ModelError("It has no card.", name));
    return { name, usable: false, fault: problem.detail };
  }
  if (isPickerCard(card)) return { name, usable: true, network: card.picker, task: "picking" };
  if (isMagnitudeCard(card)) {
    return { name, usable: true, network: "magnitude", task: "waveform magnitude" };
  }
  if (isPointProcessCard(card)) {
    const { process: network, setting: { mc: minMagnitude }, data, skill } = card;
    const trainedOn = { name: data.name, from: data.from, to: data.to };
    const answers = { task: "point process", minMagnitude, horizon: "any" };
    return { name, usable: true, network, ...answers, trainedOn, skill };
  }
  if (isPoolCard(card)) {
    const { task, minMagnitude, horizon, data, skill } = card;
    const trainedOn = { name: data.name, from: data.from, to: data.to };
    return {
      ...{ name, usable: true, network: "pool", task, minMagnitude, horizon, trainedOn, skill },
    };
  }
  const { configuration: { model, task, horizon }, minMagnitude, data, skill } = card;
  const trainedOn = { name: data.name, from: data.from, to: data.to };
  return { name, usable: true, network: model, task, minMagnitude, horizon, trainedOn, skill };
}
