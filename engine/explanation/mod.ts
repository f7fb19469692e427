/**
 * Why a forecast is as it is: what each past event contributes.
 * In: a fitted law, the history and a window, place or event. Out: amounts by past event.
 * May import domain, mathematics, preprocessing, backend, models.
 * @module
 */
export * from "./explain_etas.ts";
export * from "./explain_neural_etas.ts";
export * from "./waveforms/explain_pick.ts";
export * from "./waveforms/pick_log_odds.ts";
export * from "./waveforms/share_attributions.ts";
export * from "./waveforms/silence_window.ts";
export * from "./waveforms/describe_pick_explanation.ts";
