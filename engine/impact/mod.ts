/**
 * From an event to its impact: shaking, people, losses, buildings.
 * In: a magnitude and a place, what was felt and recorded, people and buildings. Out: a map of shaking with
 * probabilities, losses with probabilities, states of damage with probabilities.
 * May import domain and mathematics.
 * @module
 */
export * from "./buildings/hazus_fragility.ts";
export * from "./buildings/judge_buildings.ts";
export * from "./estimate_impact.ts";
export * from "./impact_document.ts";
export * from "./ground_motion/allen_2012.ts";
export * from "./ground_motion/atkinson_wald_2007.ts";
export * from "./ground_motion/bssa14.ts";
export * from "./ground_motion/rupture_distances.ts";
export * from "./ground_motion/rupture_size.ts";
export * from "./ground_motion/wgrw12.ts";
export * from "./losses/estimate_losses.ts";
export * from "./losses/pager_countries.ts";
export * from "./losses/pager_loss.ts";
export * from "./losses/synthetic_population.ts";
export * from "./shaking/condition_laws.ts";
export * from "./shaking/contour_shaking.ts";
export * from "./shaking/estimate_shaking.ts";
export * from "./shaking/map_shaking.ts";
export * from "./shaking/predict_shaking.ts";
