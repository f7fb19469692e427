/** What declustering did to a catalogue. */
export interface DeclusteringReport {
  /** How. */
  method: "gardner-knopoff" | "etas";
  /** Magnitude from which events were looked at. */
  completeness: number;
  /** Events from there on. */
  events: number;
  /** Events that were kept: mainshocks and lone events, or background. */
  kept: number;
  /** By ETAS only. */
  etas?: {
    /** Events kept by a draw for each, or from a probability on. */
    rule: "draw" | "threshold";
    /** Probability from which events were kept, where the rule is that. */
    threshold?: number;
    /** Seed of the draws, where the rule is that. */
    seed?: number;
    /** Sum of the background probabilities: the number of background events expected. */
    expectedBackground: number;
    /** Area of the region, km². */
    areaKm2: number;
    /** The parameters by their published names. */
    parameters: Record<string, number>;
    /** Where these are from. */
    parametersFrom: "fit" | "given";
  };
}
