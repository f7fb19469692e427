import type { SeismicEvent, VelocityModel } from "../../domain/mod.ts";
import { VELOCITY_MODELS } from "../../models/mod.ts";

/** The velocities that an origin of an event was found with, where they ship with the engine; else ak135. */
export function modelOfEvent({ origins }: SeismicEvent): VelocityModel {
  const methods = origins.map(({ method }) => method);
  return VELOCITY_MODELS.find(({ name }) => methods.includes(`quakecast ${name}`)) ??
    VELOCITY_MODELS[0];
}
