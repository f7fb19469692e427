/**
 * Distributions, special functions, seeded random streams, geodesics, magnitude statistics and signals.
 * In: numbers and typed arrays. Out: numbers, typed arrays and small result objects; no file, no
 * tensor.
 * May import nothing of ours, pure-rand and fft.js.
 * @module
 */
export * from "./a_value.ts";
export * from "./b_value.ts";
export * from "./beta_binomial.ts";
export * from "./binomial.ts";
export * from "./binomial_interval.ts";
export * from "./bootstrap.ts";
export * from "./completeness_after_mainshocks.ts";
export * from "./completeness_b_stability.ts";
export type { CompletenessEstimate, CompletenessTrial } from "./completeness_estimate.ts";
export * from "./completeness_goodness_of_fit.ts";
export * from "./cholesky.ts";
export * from "./completeness_kolmogorov_smirnov.ts";
export * from "./decluster_gardner_knopoff.ts";
export * from "./lower_bound.ts";
export * from "./equal_area.ts";
export * from "./ellipsoid_geodesics.ts";
export * from "./error_function.ts";
export * from "./find_root.ts";
export * from "./gamma_function.ts";
export { incompleteBetaRegularised, studentTCumulative } from "./incomplete_beta.ts";
export * from "./gauss_legendre.ts";
export * from "./geodesics.ts";
export * from "./holm_correction.ts";
export * from "./incomplete_gamma.ts";
export * from "./invert_positive.ts";
export * from "./isotonic_regression.ts";
export * from "./kolmogorov_smirnov.ts";
export * from "./magnitude_bins.ts";
export * from "./magnitude_histogram.ts";
export * from "./minimise.ts";
export * from "./minimise_smooth.ts";
export {
  type NegativeBinomial,
  negativeBinomialCumulative,
  negativeBinomialLogProbability,
  negativeBinomialQuantile,
  negativeBinomialSample,
} from "./negative_binomial.ts";
export * from "./negative_binomial_crps.ts";
export * from "./negative_binomial_fit.ts";
export * from "./normal_distribution.ts";
export * from "./quantiles.ts";
export * from "./random_stream.ts";
export * from "./rank_correlation.ts";
export * from "./symmetric_eigen.ts";
export * from "./tapered_omori.ts";
export * from "./tapered_omori_slopes.ts";
export {
  type TruncatedExponential,
  truncatedExponentialCumulative,
  truncatedExponentialLogBinProbability,
  truncatedExponentialLogDensity,
  truncatedExponentialMean,
  truncatedExponentialQuantile,
  truncatedExponentialSample,
} from "./truncated_exponential.ts";
export * from "./student_t.ts";
export * from "./truncated_exponential_crps.ts";
export * from "./truncated_exponential_fit.ts";
export * from "./wilcoxon_signed_rank.ts";
export * from "./tides/tidal_potential.ts";
export { moonPosition } from "./tides/moon_position.ts";
export { sunPosition } from "./tides/sun_position.ts";
export type { EclipticPosition } from "./tides/ecliptic_position.ts";
export * from "./signal/butterworth.ts";
export * from "./signal/detrend.ts";
export * from "./signal/envelope.ts";
export * from "./signal/filter_section.ts";
export * from "./signal/fourier_transform.ts";
export * from "./signal/integrate.ts";
export * from "./signal/interpolate_sinc.ts";
export * from "./signal/kaiser_window.ts";
export * from "./signal/resample_fourier.ts";
export * from "./signal/resample_polyphase.ts";
export * from "./signal/section_filter.ts";
export * from "./signal/taper.ts";
export * from "./signal/moving_mean.ts";
