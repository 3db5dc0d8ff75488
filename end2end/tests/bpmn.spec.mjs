// The export to BPMN 2.0, as others read it: against the schema of the OMG, and by the reader of a BPMN tool.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { BpmnModdle } from 'bpmn-moddle';
import { memoryPages, validateXML } from 'xmllint-wasm';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCHEMA = fileURLToPath(new URL('../node_modules/bpmn-moddle/resources/bpmn/xsd/', import.meta.url));
const BIN = process.env.RONDOM_BIN ?? join(ROOT, 'target/debug/rondom');

const shipped = readdirSync(join(ROOT, 'domain/templates')).filter((name) => name.endsWith('.toml')).map((name) => `domain/templates/${name}`);
// With tracks side by side, which no source has yet.
const files = [...shipped, 'domain/tests/ways/aanvraag.toml'];

const part = (fileName) => ({ fileName, contents: readFileSync(join(SCHEMA, fileName), 'utf8') });
const parts = ['BPMNDI.xsd', 'Semantic.xsd', 'DC.xsd', 'DI.xsd'].map(part);
const draw = (file) => execFileSync(BIN, ['template', 'bpmn', file], { cwd: ROOT, encoding: 'utf8' });

/** How many steps a file has, with those of the way of working that it is a variant of. */
function stepsOf(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const base = text.match(/^base = "(.*)"$/m)?.[1];
  const inherited = base ? stepsOf(`domain/templates/${base.replaceAll('_', '-')}.toml`) : 0;
  return inherited + (text.match(/^\[\[steps\]\]/gm)?.length ?? 0);
}

async function faults(contents) {
  const { errors } = await validateXML({
    xml: [{ fileName: 'flow.bpmn', contents }],
    schema: [part('BPMN20.xsd')],
    preload: parts,
    maxMemoryPages: memoryPages.GiB,
  });
  return errors.map(({ message }) => message);
}

test('there are ways of working to export', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(4);
});

for (const file of files) {
  test(`${file} is BPMN 2.0 by the schema, and is read without a warning`, async () => {
    const xml = draw(file);
    expect(await faults(xml)).toEqual([]);
    const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
    expect(warnings.map(({ message }) => message)).toEqual([]);

    const process = rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process');
    const of = (type) => process.flowElements.filter(({ $type }) => $type === type);
    expect(of('bpmn:UserTask')).toHaveLength(stepsOf(file));
    for (const { sourceRef, targetRef, id } of of('bpmn:SequenceFlow')) {
      expect([sourceRef?.outgoing, targetRef?.incoming].every((flows) => flows.some((flow) => flow.id === id)), id).toBe(true);
    }
    // Every part that can be drawn is drawn.
    const drawn = new Set(rootElement.diagrams[0].plane.planeElement.map(({ bpmnElement }) => bpmnElement.id));
    const hidden = process.flowElements.filter(({ id, $type }) => $type !== 'bpmn:DataObject' && !drawn.has(id));
    expect(hidden.map(({ id }) => id)).toEqual([]);
  });
}

test('one track that is enough, and words that look like markup, are BPMN 2.0 too', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rondom-bpmn-'));
  const file = join(home, 'vreemd.toml');
  const text = readFileSync(join(ROOT, 'domain/tests/ways/aanvraag.toml'), 'utf8');
  const changed = text.replace('when = "all"', 'when = "any"').replace('title = "De school dient in"', String.raw`title = "</a> & <b> \"c\" ]]> &#0; 🙂"`);
  writeFileSync(file, changed);
  const xml = draw(file);
  rmSync(home, { recursive: true });
  expect(xml).toContain('<bpmn:complexGateway ');
  expect(await faults(xml)).toEqual([]);
  const { elementsById, warnings } = await new BpmnModdle().fromXML(xml);
  expect(warnings).toEqual([]);
  expect(elementsById['step-indienen'].name).toBe('Indienen: </a> & <b> "c" ]]> &#0; 🙂');
});

test('the schema and the reader see what is wrong', async () => {
  const xml = draw(files.at(-1));
  const without = (pattern, instead = '') => {
    const changed = xml.replace(pattern, instead);
    expect(changed).not.toBe(xml);
    return changed;
  };
  const broken = [
    without(/ attachedToRef="[^"]*"/),
    without(/(<bpmn:sequenceFlow [^>]*?) targetRef="[^"]*"/, '$1'),
    without(/ targetNamespace="[^"]*"/),
    without(/(<bpmn:userTask id=")/, '$11-'),
    without(/<di:waypoint [^>]*>/g),
    without(/<dc:Bounds [^>]*>/),
    without('<bpmn:incoming>', '<bpmn:incomming>'),
  ];
  for (const [number, one] of broken.entries()) expect(await faults(one), `change ${number}`).not.toEqual([]);

  // References are for the reader: this validator does not follow them.
  const misled = [
    without(/ bpmnElement="step-[^"]*"/, ' bpmnElement="nowhere"'),
    without(/(<bpmn:sequenceFlow [^>]*? targetRef=")[^"]*/, '$1nowhere'),
  ];
  for (const one of misled) expect((await new BpmnModdle().fromXML(one)).warnings).toHaveLength(1);
});
