/** Where calls come from, as contributions name it, in words for people. */
const WORDS: Readonly<Record<string, string>> = {
  nodes: 'nodes',
  containers: 'pods on virtual nodes',
  build: 'the machine that builds the image',
  'build-aci': 'the container that runs the build',
  jumpbox: 'the jump box',
  'helm-host': 'the host that installs the charts',
};

export const placeWords = (from: string): string => WORDS[from] ?? from;
