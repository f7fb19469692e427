/**
 * Why a forecast is as it is: what each past event, or each number of a network's input, contributes.
 * In: a fitted law with its history, or callbacks that run a network. Out: amounts by past event or input.
 * May import domain, mathematics, preprocessing, backend, models.
 * @module
 */
export * from "./explain_etas.ts";
export * from "./explain_neural_etas.ts";
export * from "./waveforms/explain_pick.ts";
export * from "./waveforms/mix_cells.ts";
export * from "./waveforms/pick_log_odds.ts";
export * from "./waveforms/resample_noise.ts";
export * from "./waveforms/share_attributions.ts";
export * from "./waveforms/silence_window.ts";
export * from "./waveforms/describe_pick_explanation.ts";
export * from "./integrated_gradients.ts";
export * from "./explained_scalar.ts";
export * from "./explain_window.ts";
export * from "./occlusion.ts";
export * from "./permutation_importance.ts";
export * from "./randomise_layers.ts";
export * from "./shapley_values.ts";
export * from "./waveforms/magnitude_of_record.ts";
export * from "./waveforms/explain_magnitude.ts";
export * from "./waveforms/describe_magnitude_explanation.ts";
