// Runs before the first paint, so that a chosen look never flashes (lib/client/appearance.ts writes it).
// A file and not an inline script: the page needs no exception in its content security policy.
try {
  for (const look of ["theme", "palette", "density", "motion"]) {
    const choice = localStorage.getItem(`raxx-${look}`);
    if (choice !== null && /^[a-z-]{1,16}$/.test(choice)) {
      document.documentElement.dataset[look] = choice;
    }
  }
} catch {
  // Storage may be forbidden: then the usual look stays.
}
