import { z } from "@hono/zod-openapi";
import type { WaveformJobKind } from "./forecast_job.ts";
import { JOB_MEDIA_TYPES } from "./media_types.ts";
import { queryParameters } from "./openapi_document.ts";
import { IMPACT_BODY } from "./impact_examples.ts";
import { PICK_EXPLANATION_BODY } from "./pick_explanation_examples.ts";
import { LOCATION_BODY, MAGNITUDE_BODY, PICK_BODY } from "./waveform_examples.ts";
import { WAVEFORM_OPTIONS } from "./waveform_options.ts";
import { WAVEFORM_PARTS } from "./waveform_parts.ts";

const JSON_EXAMPLES: Readonly<Record<WaveformJobKind, unknown>> = {
  pick: PICK_BODY,
  pickExplanation: PICK_EXPLANATION_BODY,
  location: LOCATION_BODY,
  magnitude: MAGNITUDE_BODY,
  impact: IMPACT_BODY,
};

/** Every kind of body of a request with waveforms or picks, for the documentation. */
export function waveformBodies(
  kind: WaveformJobKind,
): Record<string, { schema: z.ZodType; example?: unknown }> {
  const binary = z.string().openapi({ format: "binary", description: "miniSEED or SAC." });
  return Object.fromEntries(JOB_MEDIA_TYPES[kind].map((type) => {
    if (type === "application/json") {
      return [type, { schema: partsOf(kind, "json"), example: JSON_EXAMPLES[kind] }];
    }
    if (type === "multipart/form-data") return [type, { schema: partsOf(kind, "form") }];
    return [type, { schema: binary, example: "(miniSEED)" }];
  }));
}

function partsOf(kind: WaveformJobKind, body: "json" | "form"): z.ZodType {
  const parts = Object.entries(WAVEFORM_PARTS[kind]).map(([name, part]) => {
    const { about: description } = part;
    const one = body === "form"
      ? z.string().openapi({ format: "binary", description })
      : z.union([z.string(), z.array(z.looseObject({})), z.looseObject({})]).openapi({
        description,
      });
    const schema = body === "form" && part.isSeveral ? z.array(one) : one;
    return [
      body === "json" ? part.jsonName ?? name : name,
      part.isNeeded ? schema : schema.optional(),
    ];
  });
  return queryParameters(WAVEFORM_OPTIONS[kind]).extend(Object.fromEntries(parts));
}
