import { turnsOf } from '../../plan/turns.ts';
import type { Param } from '../../plan/value.ts';
import type { Emission, Files, Format } from '../emission.ts';
import { handoverTeams } from '../teams.ts';
import { comment, sampleLines, wrap } from '../words.ts';
import { namesFor } from './ids.ts';
import { leastBicep } from './least.ts';
import { limitsOf } from './limits.ts';
import { mainFile } from './main-file.ts';
import { moduleFile } from './module-file.ts';
import { modulesOf } from './modules.ts';
import { type Scene, sceneFor } from './placement.ts';
import { array, assign, type Expr, raw, text } from './syntax.ts';

export const bicep: Format = {
  id: 'bicep',
  says: 'Bicep: main.bicep with its parameters, a module for each stage and scope',
  emit: (emission) =>
    new Map([...bicepFor(emission, undefined)].map(([path, content]) => [`bicep/${path}`, content] as const)),
};

/**
 * The Bicep of one owner (`undefined`: the operator), by path relative to its folder. Empty where the owner has no
 * resource to make. What others make stands as `existing` or as a parameter.
 */
export function bicepFor(emission: Emission, owner: string | undefined): Files {
  const scene = sceneFor(emission.plan, owner);
  if (!scene.view.resources.some((one) => scene.standing(one.symbol) === 'own')) return new Map();
  const names = namesFor(scene);
  const modules = modulesOf(scene);
  const files = modules.list.map((module) => moduleFile(scene, names, modules, module));
  const main = mainFile(scene, names, modules, files, headerOf(emission, scene, owner));
  const outputs = outputsOf(files.flatMap((file) => file.inputs));
  return new Map([
    ['main.bicep', main.text],
    ['main.bicepparam', paramsText(emission, main.params)],
    ...files.map(
      (file) =>
        [
          `modules/${file.module.name}.bicep`,
          file.print(new Map([...outputs].filter(([, ref]) => modules.home.get(ref.symbol) === file.module))),
        ] as const,
    ),
  ]);
}

const outputsOf = (inputs: readonly ReturnType<typeof moduleFile>['inputs'][number][]) =>
  new Map(inputs.flatMap((input) => (input.from === 'runtime' ? [[input.name, input.ref] as const] : [])));

function headerOf(emission: Emission, scene: Scene, owner: string | undefined): readonly string[] {
  const { plan } = emission;
  const whose = owner === undefined ? '' : `, the part of ${owner}`;
  const least = leastBicep(scene.view);
  const deploy = (verb: string) => `az deployment sub ${verb} --location ${plan.location} --parameters main.bicepparam`;
  return [
    ...sampleLines(plan),
    `Cluster ${plan.clusterName}${whose}. Written by aks-setup ${emission.tool} from profile.yaml, facts of ${emission.facts}.`,
    `Look first:  ${deploy('what-if')}`,
    `Then:        ${deploy('create')}`,
    ...(least === undefined
      ? []
      : [
          `It needs Bicep ${least} or newer: \`az bicep version\` says which one az has, \`az bicep upgrade\` brings a newer one.`,
        ]),
    'Names, ids and ranges stand in main.bicepparam; edit them there.',
    ...(turnsOf(plan, handoverTeams(plan)).filter((turn) => turn.owner === owner).length > 1
      ? [
          owner === undefined
            ? 'Other teams deliver something in the middle of it: README.md says what to run before.'
            : 'It is done in rounds, and this file holds them all: request.md says what has to be there first.',
        ]
      : []),
    ...limitLines(scene, owner),
  ];
}

/** What ARM cannot do, and the file that does it. */
function limitLines(scene: Scene, owner: string | undefined): readonly string[] {
  const limits = limitsOf(scene.view, owner).flatMap(({ stage, says }) =>
    wrap(says, 100).map((line, i) => `  ${i === 0 ? `stage ${stage}` : '       '}  ${line}`),
  );
  const waits = scene.view.actions.some((action) => action.act.do === 'wait-for-roles');
  return [
    ...(limits.length === 0
      ? []
      : ['Bicep cannot do these. ../setup.sh --stage N does, and leaves alone what is there already:', ...limits]),
    ...(waits
      ? [
          'A role can take ten minutes to be seen everywhere: where a deployment stops for a missing role, start it again.',
        ]
      : []),
  ];
}

const literal = (value: Param['value']): Expr =>
  Array.isArray(value) ? array(value.map(literal)) : typeof value === 'string' ? text(value) : raw(String(value));

function paramsText(emission: Emission, params: readonly Param[]): string {
  const head = [...sampleLines(emission.plan), `Values of the cluster ${emission.plan.clusterName}.`];
  const blocks = params.map((param) =>
    [...comment('//', [param.says]), assign(`param ${param.name}`, literal(param.value))].join('\n'),
  );
  return `${[[...comment('//', head), "using 'main.bicep'"].join('\n'), ...blocks].join('\n\n')}\n`;
}
