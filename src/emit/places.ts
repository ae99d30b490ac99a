/** Where calls come from, as contributions name it, in words for people. */
const WORDS: Readonly<Record<string, string>> = {
  nodes: 'nodes',
  containers: 'pods on virtual nodes',
  build: 'machine that builds the image',
  'build-aci': 'container that runs the build',
  jumpbox: 'jump box',
  'helm-host': 'host that installs the charts',
};

export const placeWords = (from: string): string => WORDS[from] ?? from;
