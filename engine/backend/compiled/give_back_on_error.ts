/** Does something that takes room on a heap; gives the room back where it throws. */
export function giveBackOnError<T>(run: () => T, giveBack: () => void): T {
  try {
    return run();
  } catch (error) {
    giveBack();
    throw error;
  }
}
