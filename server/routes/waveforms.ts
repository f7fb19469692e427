import type { OpenAPIHono } from "@hono/zod-openapi";
import type { WaveformJobKind } from "../forecast_job.ts";
import { IMPACT_EXAMPLE } from "../impact_examples.ts";
import { ImpactDocumentSchema } from "../impact_schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { PICK_EXPLANATION_EXAMPLE } from "../pick_explanation_examples.ts";
import { PickExplanationDocumentSchema } from "../pick_explanation_schemas.ts";
import { waveformBodies } from "../waveform_bodies.ts";
import { LOCATION_EXAMPLE, MAGNITUDE_EXAMPLE, PICK_EXAMPLE } from "../waveform_examples.ts";
import { WAVEFORM_OPTIONS } from "../waveform_options.ts";
import {
  LocationDocumentSchema,
  MagnitudeDocumentSchema,
  PickDocumentSchema,
} from "../waveform_schemas.ts";
import { addJobRoute, type JobRoute } from "./jobs.ts";

/** What tells the routes of waveforms apart. */
const ROUTES: readonly (
  & Pick<JobRoute, "path" | "summary" | "description" | "schema" | "example">
  & { kind: WaveformJobKind }
)[] = [
  {
    path: "/v1/picks",
    kind: "pick",
    summary: "Pick P and S in waveforms",
    description:
      "The same waveforms give the same bytes under `picks` and `notes`, here and on the " +
      "command line; `run` tells of the run. miniSEED or SAC come as they are, with the options in " +
      "the query string; a form may hold several files as `waveforms`.",
    schema: PickDocumentSchema,
    example: PICK_EXAMPLE,
  },
  {
    path: "/v1/picks/explanations",
    kind: "pickExplanation",
    summary: "Tell which part of which component made a picker say an arrival",
    description:
      "Picks the waveforms and explains one pick: what half seconds add to its log-odds against noise like " +
      "that before it, by component and time, with the check that they add up, and what becomes of the pick " +
      "where a part is silent. The same waveforms and model give the same bytes under `explanation`, " +
      "here and on the command line; `run` tells of the run.",
    schema: PickExplanationDocumentSchema,
    example: PICK_EXPLANATION_EXAMPLE,
  },
  {
    path: "/v1/locations",
    kind: "location",
    summary: "Locate events from their picks",
    description:
      "Hypocentre and origin time with their errors, the 68 % ellipsoid, residuals, and what " +
      "makes a location poor. A list of picks is taken for one event; QuakeML has many. The answer is the " +
      "same as that of the command line, byte for byte.",
    schema: LocationDocumentSchema,
    example: LOCATION_EXAMPLE,
  },
  {
    path: "/v1/magnitudes",
    kind: "magnitude",
    summary: "Estimate the magnitude of an event from waveforms",
    description: "Magnitudes of the event and of each station with their standard deviations, by " +
      "every way that can be. Needs the event, or `distanceKm`; and responses of the stations, or " +
      "`unit`. The answer is the same as that of the command line, byte for byte.",
    schema: MagnitudeDocumentSchema,
    example: MAGNITUDE_EXAMPLE,
  },
  {
    path: "/v1/impacts",
    kind: "impact",
    summary: "Estimate what an event may have done",
    description:
      "A map of shaking with the probability of each intensity, people by intensity, losses " +
      "and states of damage with their probabilities. Needs the event, or `magnitude`, `latitude` and " +
      "`longitude`. No warning, and no ground to decide upon by itself. The answer is the same as that " +
      "of the command line, byte for byte.",
    schema: ImpactDocumentSchema,
    example: IMPACT_EXAMPLE,
  },
];

/** POST /v1/picks, /v1/locations, /v1/magnitudes and /v1/impacts: from waveforms to damage. */
export function addWaveformRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  for (const route of ROUTES) {
    const { kind } = route;
    const documented = { options: WAVEFORM_OPTIONS[kind], bodies: waveformBodies(kind) };
    const tag = kind === "impact" ? "impacts" : "waveforms";
    addJobRoute(app, { ...route, ...documented, tag }, context);
  }
}
