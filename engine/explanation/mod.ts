/**
 * Why a forecast is as it is: what each past event contributes.
 * In: a fitted law, the history and a window, place or event. Out: amounts by past event.
 * May import domain, mathematics, preprocessing, backend, models.
 * @module
 */
export * from "./explain_etas.ts";
export * from "./explain_neural_etas.ts";
