// The `exclude` setting: which files are read, but not reported on.

import picomatch from 'picomatch/posix';

/** Whether one of the globs, relative to the workspace, matches a path; a folder's glob holds for all below it. */
export function isExcluded(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    const whole = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
    return picomatch.isMatch(path, [whole, `${whole}/**`], { dot: true });
  });
}
