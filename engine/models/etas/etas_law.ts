import type { TaperedOmori } from "../../mathematics/mod.ts";
import type { EtasParameters } from "./etas_parameters.ts";

/** ETAS parameters as plain numbers. */
export interface EtasLaw extends TaperedOmori {
  /** μ, background events a day and km². */
  mu: number;
  /** k0. */
  k0: number;
  /** a, per magnitude. */
  a: number;
  /** d, km². */
  d: number;
  /** γ, per magnitude. */
  gamma: number;
  /** ρ. */
  rho: number;
}

/** The plain numbers of published parameters. */
export function etasLawOf(parameters: EtasParameters): EtasLaw {
  const { log10Mu, log10K0, a, log10C, omega, log10Tau, log10D, gamma, rho } = parameters;
  return {
    mu: 10 ** log10Mu,
    k0: 10 ** log10K0,
    a,
    cDays: 10 ** log10C,
    omega,
    tauDays: 10 ** log10Tau,
    d: 10 ** log10D,
    gamma,
    rho,
  };
}

/** Productivity of an event: k0 e^(aΔm), Δm above the smallest magnitude. */
export function productivityOf({ k0, a }: EtasLaw, excess: number): number {
  return k0 * Math.exp(a * excess);
}

/** Squared distance scale of an event's aftershocks, d e^(γΔm), km². */
export function spreadOf({ d, gamma }: EtasLaw, excess: number): number {
  return d * Math.exp(gamma * excess);
}

/** The spatial law of an event integrated over the plane: π / (ρ spread^ρ). */
export function planeIntegralOf({ rho }: EtasLaw, spread: number): number {
  return Math.PI / (rho * spread ** rho);
}
