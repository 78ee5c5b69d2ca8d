// A suite of laws: each is a sentence and a test of it.

/// Runs them in order, `before` anew for each, says which do not hold, calls `close`, and ends the
/// program with the line "N passed, N failed".
export async function tell(laws, { before = () => {}, close = () => {} } = {}) {
  let passed = 0;
  let failed = 0;
  for (const [law, holds] of Object.entries(laws)) {
    try {
      await before();
      await holds();
      passed++;
    } catch (error) {
      failed++;
      console.log(`FAILED: ${law}\n${error.message}\n`);
    }
  }
  await close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
