/** A place as a person reads it, such as "34.200°N 118.500°W". */
export function formatDegrees(
  { latitude, longitude }: { latitude: number; longitude: number },
): string {
  return `${Math.abs(latitude).toFixed(3)}°${latitude < 0 ? "S" : "N"} ` +
    `${Math.abs(longitude).toFixed(3)}°${longitude < 0 ? "W" : "E"}`;
}
