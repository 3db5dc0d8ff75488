// Plays a scenario on the pages of a case: each line is done by a person in its role, with what the page offers. What a
// line says is refused must not be possible there, and where the page says why, it says so in the words of the scenario.
import { expect } from './stage.mjs';

/** Who writes down what parents said. */
const SCHOOL = 'intern_begeleider';

const DONE = { done: true };
/** Nothing on the page that does it. */
const ABSENT = { done: false, words: null };
const refused = (words) => ({ done: false, words });

const plain = (text) => text.replace(/\s+/g, ' ').trim();
/** dd-mm-jjjj of jjjj-mm-dd. */
const dutch = (day) => day.split('-').reverse().join('-');
const named = (all, key) => all.find((one) => one.key === key);
/** A step as the page names it. */
const title = (step) => plain(`${step.label}: ${step.title}`);
/** What somebody types: one value, or one for each option. */
const typed = (is) => [is].flat().map((value) => ({ true: 'ja', false: 'nee' })[value] ?? String(value));

/** What is wrong with what came of a line; nothing when it is as the line says. */
function wrong({ done, words }, { refused: wanted }) {
  if (done) return wanted && `happened, and should be refused: ${wanted}`;
  if (!wanted) return words === null ? 'is not offered' : `was refused: ${words}`;
  // What is not offered says nothing of why; what is offered and refused does.
  const says = words === null || words.includes(plain(wanted));
  return !says && `says not '${wanted}' but: ${words}`;
}

export class Player {
  #page;

  #stage;

  /** Address of the case, once the pupil is registered. */
  #file;

  /** Today, jjjj-mm-dd. */
  #day;

  /** Function of the person before the browser, and of whoever has casusregie. */
  #who;

  #lead;

  /** Whether somebody moved on to another day or person: what the page shows is of before. */
  #stale = true;

  constructor(page, stage) {
    this.#page = page;
    this.#stage = stage;
  }

  /** Plays from registration to the last line; what went otherwise than it says. */
  async play() {
    const misses = [];
    let role;
    for (const [index, line] of this.#stage.scenario.lines.entries()) {
      role = line.as ?? role;
      await this.#comes(line.on, index);
      if (!this.#file) await this.#register();
      const [[verb, what]] = typeof line.do === 'string' ? [[line.do]] : Object.entries(line.do);
      const outcome = await this.#as(role) ? await this[verb](what, line) : ABSENT;
      const found = [wrong(outcome, line), ...(line.then ? await this.#differs(line.then) : [])].filter(Boolean);
      misses.push(...found.map((miss) => `line ${index + 1} (${role}, ${JSON.stringify(line.do)}) ${miss}`));
    }
    return misses;
  }

  /** The day of a line; each line comes a little later than the one before, from nine o'clock on. */
  async #comes(day, index) {
    if (day && day !== this.#day) {
      this.#day = day;
      this.#who = undefined;
    }
    const moment = new Date(`${this.#day}T07:00:00Z`);
    moment.setSeconds(20 * index);
    await this.#stage.clock(moment);
  }

  // ------------------------------------------------------------------------------------------------ who, and where

  /** Puts the person in this role before the browser; false when nobody has it. */
  async #as(role) {
    const known = named(this.#stage.template.roles, role);
    const who = known.resolve === 'case_lead' ? this.#lead : known.functions[0];
    if (who) await this.#enter(who);
    return Boolean(who);
  }

  async #enter(who) {
    if (who === this.#who) return;
    await this.#stage.enter(this.#page.context(), who);
    this.#who = who;
    this.#stale = true;
  }

  /** The page with the case; false for whoever it does not exist. */
  async #toFile() {
    if (this.#stale || new URL(this.#page.url()).pathname !== this.#file) {
      const answer = await this.#page.goto(this.#stage.origin + this.#file);
      this.#stale = false;
      if (answer.status() === 404) return false;
      expect(answer.status()).toBe(200);
    }
    return true;
  }

  /** Goes where a link on the page with the case leads; false when it has none. */
  async #follow(link) {
    if (!(await this.#toFile()) || !(await link.count())) return false;
    const { status } = await this.#go(link.first());
    expect(status).toBe(200);
    return true;
  }

  /** Clicks what leads to another page; how that answered, and whether a form was taken on the way. */
  async #go(control) {
    await this.#unfold(control);
    const isPage = (response) => response.request().isNavigationRequest() && ![302, 303].includes(response.status());
    const [answer] = await Promise.all([
      this.#page.waitForResponse(isPage),
      this.#page.waitForEvent('load'),
      control.click(),
    ]);
    return { status: answer.status(), taken: answer.request().redirectedFrom() !== null };
  }

  async #unfold(control) {
    for (const fold of await control.first().locator('xpath=ancestor::details').all()) {
      if (!(await fold.evaluate((details) => details.open))) await fold.locator('summary').first().click();
    }
  }

  /** Sends a form with a button; what came of it. */
  async #send(button) {
    const { status, taken } = await this.#go(button);
    if (taken) {
      expect(status).toBe(200);
      return DONE;
    }
    expect([403, 404, 422]).toContain(status);
    const said = this.#page.locator(status === 422 ? '.errors' : 'main');
    this.#stale = true;
    return refused(plain(await said.innerText()));
  }

  // ------------------------------------------------------------------------------------------------ the case

  async #register() {
    await this.#enter(SCHOOL);
    await this.#page.goto(`${this.#stage.origin}/leerlingen/nieuw`);
    await this.#page.getByLabel('Roepnaam').fill('Sem');
    await this.#page.getByLabel('Achternaam').fill('Vries');
    await this.#page.getByLabel('Geboortedatum').fill('10-5-2014');
    await this.#page.locator('select[name=groep]').selectOption('groep-5');
    expect(await this.#send(this.#page.getByRole('button', { name: 'Leerling toevoegen' }))).toEqual(DONE);
    this.#file = new URL(this.#page.url()).pathname;
  }

  /** Presses a button of the case; the first that does this. `fill` fills in what stands in its form. */
  async #press(value, reason, fill = async () => true) {
    if (!(await this.#toFile())) return ABSENT;
    const button = this.#page.locator(`button[name=doe][value="${value}"]`);
    if (!(await button.count())) return ABSENT;
    if (await button.first().getAttribute('aria-disabled')) {
      const line = await button.first().getAttribute('aria-describedby');
      return refused(plain(await this.#page.locator(`[id="${line}"]`).textContent()));
    }
    await this.#unfold(button);
    const form = this.#page.locator('form', { has: button }).first();
    if (!(await fill(form))) return ABSENT;
    const why = form.locator('textarea[name=reden]');
    if (reason && await why.count()) await why.fill(reason);
    return this.#send(button.first());
  }

  open = (step) => this.#press(`start:${step}`);

  move = (transition, { reason }) => this.#press(`overgang:${transition}`, reason);

  record = (fact) => this.#press(`feit:${fact}`);

  retract = (fact, { reason }) => this.#press(`terugnemen:${fact}`, reason);

  close = (closing, { reason }) => this.#press(`afsluiten:${closing}`, reason);

  reopen = () => this.#press('heropenen');

  perform = ({ step, way }) => this.#press(`uitvoering:${step}:${way}`);

  stop = (step, { reason }) => this.#press(`stilzetten:${step}`, reason);

  resume = (step) => this.#press(`doorlopen:${step}`);

  extend = (step, { reason }) => this.#press(`verlengen:${step}`, reason);

  escalate = (escalation, { reason }) => this.#press(`opschalen:${escalation}`, reason);

  decide = ({ decision, outcome, grounds = [] }, { reason }) => this.#press(`besluit:${decision}`, reason, async (form) => {
    for (const [name, value] of [['uitkomst', outcome], ...grounds.map((ground) => ['gronden', ground])]) {
      const choice = form.locator(`input[name=${name}][value="${value}"]`);
      if (!(await choice.count())) return false;
      await choice.first().check();
    }
    return true;
  });

  async time_passes() {
    await this.#stage.pass();
    this.#stale = true;
    return DONE;
  }

  async lead(role) {
    const [who] = named(this.#stage.template.roles, role).functions;
    if (!(await this.#follow(this.#page.locator(`a[href="${this.#file}/casusregie"]`)))) return ABSENT;
    const choice = this.#page.getByRole('radio', { name: new RegExp(`^${this.#stage.people[who]}(\\W|$)`) });
    if (!(await choice.count())) return ABSENT;
    await choice.check();
    const outcome = await this.#send(this.#page.getByRole('button', { name: 'Casusregie geven' }));
    if (outcome.done) this.#lead = who;
    return outcome;
  }

  // ------------------------------------------------------------------------------------------------ consent

  /** Both parents, and everybody at the table. */
  async consent(purpose) {
    await this.#enter(SCHOOL);
    if (!(await this.#follow(this.#page.getByRole('link', { name: 'Toestemming vastleggen' })))) return ABSENT;
    const form = this.#page.locator('form.form');
    await form.locator(`input[name=doel][value="${purpose}"]`).check();
    for (const giver of ['ouder_1', 'ouder_2', 'gehoord']) {
      await form.locator(`input[name=gegeven_door][value=${giver}]`).check();
    }
    for (const party of await form.locator('input[name=partijen]').all()) await party.check();
    await form.getByLabel('Op papier').check();
    return this.#send(form.getByRole('button', { name: 'Toestemming vastleggen' }));
  }

  /** Every statement for the purpose. */
  async withdraw(purpose) {
    await this.#enter(SCHOOL);
    let outcome = ABSENT;
    while (await this.#follow(this.#page.locator(`#toestemming-${purpose}`).getByRole('link', { name: /^Intrekken/ }))) {
      await this.#page.getByLabel('Wie trok in, en hoe').fill('Ouder 1, aan de telefoon');
      outcome = await this.#send(this.#page.getByRole('button', { name: 'Toestemming intrekken' }));
      if (!outcome.done) break;
    }
    return outcome;
  }

  // ------------------------------------------------------------------------------------------------ forms

  /** The page of a form, from the line of it on the page with the case that says that this person fills it in now. */
  async #toForm({ key }) {
    const path = `${this.#file}/formulieren/${key}`;
    if (!this.#stale && new URL(this.#page.url()).pathname === path) return true;
    const line = this.#page.locator('#formulieren tr', { hasText: 'u vult dit nu in' });
    return this.#follow(line.locator(`a[href*="/formulieren/${key}?"]`));
  }

  /** The forms about a case with such a section in it. */
  #forms(wanted) {
    return this.#stage.template.forms.filter(({ steps, sections }) => steps?.length && sections.some(wanted));
  }

  #control(input) {
    return this.#page.locator(`#formulier [name="${input}"]:not([type=hidden])`);
  }

  /** Types an answer; false where the question, or the answer, is not there to choose. */
  async #type(input, values) {
    const control = this.#control(input);
    if (!(await control.count()) || !(await control.first().isVisible())) return false;
    const kind = await control.first().evaluate((element) => element.type);
    if (kind === 'checkbox') {
      const known = await control.evaluateAll((all) => all.map(({ value }) => value));
      if (!values.every((value) => value === 'nee' || known.includes(value))) return false;
      for (const box of await control.all()) await box.setChecked(values.includes(await box.inputValue()));
      return true;
    }
    const [value = ''] = values;
    if (kind === 'radio') {
      const choice = this.#page.locator(`#formulier input[name="${input}"][value="${value}"]`);
      if (!(await choice.count())) return false;
      await choice.check();
    } else if (kind === 'select-one') {
      if (!(await control.locator(`option[value="${value}"]`).count())) return false;
      await control.selectOption(value);
    } else {
      await control.fill(value);
    }
    return true;
  }

  /** Types these answers in the order of the page: one may ask the next. What is in a row after the empty one waits for it. */
  async #typeAll(answers) {
    const names = await this.#page.locator('#formulier [name]').evaluateAll((all) => all.map(({ name }) => name));
    const place = (input) => names.indexOf(input) + names.length * !names.includes(input);
    for (const input of Object.keys(answers).sort((one, other) => place(one) - place(other))) {
      const [section, row] = input.split('.');
      if (row > await this.#emptyRow(section)) await this.#send(this.#add(section));
      if (!(await this.#type(input, typed(answers[input])))) return false;
    }
    return true;
  }

  /** The button that keeps the row which was empty, and gives the next. */
  #add(section) {
    return this.#page.locator(`button[name=doe][value="rij:${section}"]`);
  }

  #save() {
    return this.#send(this.#page.getByRole('button', { name: 'Bewaren', exact: true }));
  }

  async answer({ field, is }) {
    const isAsked = (section) => section.kind !== 'rows' && section.fields.some(({ linkId }) => linkId === field);
    for (const form of this.#forms(isAsked)) {
      if (!(await this.#toForm(form))) continue;
      const { paper } = form.sections.flatMap(({ fields }) => fields).find(({ linkId }) => linkId === field);
      const answers = paper ? this.#onPaper(field, is) : { [field]: is };
      if (await this.#typeAll(answers)) return this.#save();
      this.#stale = true;
    }
    return ABSENT;
  }

  /** On paper: whose name, and today; or nobody's any more. */
  #onPaper(field, is) {
    const name = is === false ? '' : typed(is)[0];
    return { [`${field}.naam`]: name, [`${field}.op`]: name && dutch(this.#day) };
  }

  async row({ section, number, is }) {
    for (const form of this.#forms(({ key, kind }) => kind === 'rows' && key === section)) {
      if (!(await this.#toForm(form))) continue;
      const row = number ?? await this.#emptyRow(section);
      const answers = Object.entries(is).map(([field, value]) => [`${section}.${row}.${field}`, value]);
      if (await this.#typeAll(Object.fromEntries(answers))) {
        return number ? this.#save() : this.#send(this.#add(section));
      }
      this.#stale = true;
    }
    return ABSENT;
  }

  /** The number of the row that is still empty: the last. */
  async #emptyRow(section) {
    const names = this.#page.locator(`#formulier [name^="${section}."]`);
    return Math.max(0, ...await names.evaluateAll((all) => all.map(({ name }) => Number(name.split('.')[1]))));
  }

  async fill({ form, is }) {
    if (!(await this.#toForm({ key: form }))) return ABSENT;
    return await this.#typeAll(is) ? this.#save() : ABSENT;
  }

  remove = ({ section, row }) => this.#pressOnForm(section, `weghalen:${section}:${row}`);

  restore = ({ section, row }) => this.#pressOnForm(section, `terugzetten:${section}:${row}`);

  async #pressOnForm(section, value) {
    for (const form of this.#forms(({ key }) => key === section)) {
      const button = this.#page.locator(`#formulier button[name=doe][value="${value}"]`);
      if (await this.#toForm(form) && await button.count()) return this.#send(button);
    }
    return ABSENT;
  }

  // ------------------------------------------------------------------------------------------------ how it stands

  /** What the page with the case shows otherwise than expected; for whom it does not exist, the school looks. */
  async #differs(expected) {
    if (!(await this.#toFile())) {
      await this.#enter(SCHOOL);
      await this.#toFile();
    }
    const misses = [];
    const same = (what, found, wanted) => {
      if (found !== wanted) misses.push(`${what} is '${found}', not '${wanted}'`);
    };
    const { closings, letters = [], roles, steps } = this.#stage.template;
    const turns = await this.#turns();
    const turn = (key) => turns.find(({ step }) => step === title(named(steps, key)));
    if (expected.open) {
      const wanted = expected.open.map((key) => title(named(steps, key)));
      same('open', turns.map(({ step }) => step).sort().join(), wanted.sort().join());
    }
    for (const [key, regie] of Object.entries(expected.regie ?? {})) {
      const { label } = named(roles, regie);
      if (!turn(key)?.who.includes(plain(label))) misses.push(`regie is '${turn(key)?.who}', not '${label}'`);
    }
    for (const [key, day] of Object.entries(expected.due ?? {})) {
      if (!turn(key)?.who.includes(dutch(day))) misses.push(`due is '${turn(key)?.who}', not '${dutch(day)}'`);
    }
    for (const [key, round] of Object.entries(expected.rounds ?? {})) {
      if (turn(key)) same('round', turn(key).round, round);
    }
    if (expected.letters) {
      const titles = await this.#page.locator('#brieven li').allInnerTexts();
      same('letters', titles.map(plain).join(), expected.letters.map((key) => plain(named(letters, key).title)).join());
    }
    if (expected.closed) {
      const main = plain(await this.#page.locator('main').innerText());
      const { label } = named(closings, expected.closed);
      if (!main.includes(`Afgesloten op ${dutch(this.#day)}. ${plain(label)}`)) misses.push(`is not closed as '${label}'`);
    }
    return misses;
  }

  /** Every open step on the page: its title, its round, and who has the regie until when. */
  async #turns() {
    const turns = await this.#page.locator('.turn').evaluateAll((all) => all.map((turn) => ({
      task: turn.querySelector('.turn__task').textContent,
      who: turn.querySelector('.turn__who').textContent,
    })));
    return turns.map(({ task, who }) => {
      const [, step, round = 1] = plain(task).match(/^(.*?)(?:, ronde (\d+))?$/);
      return { step, round: Number(round), who: plain(who) };
    });
  }
}
