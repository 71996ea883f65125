// Renders every label in ZPL of an opened delivery as a printer would, and decodes it twice: by jsQR here, by zbarimg from the
// pictures. Each must give the manifest's payload.
//   node read-zpl.mjs OPENED PICTURES [EVERY [DPMM WIDTH_MM HEIGHT_MM]]
// EVERY 10: each tenth label only.
// Exit code 0: all do; 1: one does not.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { ready } from 'zpl-renderer-js';

const [opened, pictures, every = '1', dpmm = '12', width = '50', height = '20'] = process.argv.slice(2);
const PICTURES_A_CALL = 100;

function rows(manifest) {
  const [titles, ...lines] = fs.readFileSync(manifest, 'utf8').trimEnd().split('\r\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(titles.map((title, i) => [title, cells[i]])));
}

function lots() {
  return fs.readdirSync(opened).filter((name) => name.startsWith('lot-')).map((name) => path.join(opened, name, 'data'));
}

function byJsQr(png) {
  const { data, width: w, height: h } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), w, h)?.data;
}

function byZbar(files) {
  const said = execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'], // it complains of having no desktop
  });
  return said.trimEnd().split('\n');
}

const { api } = await ready;
fs.mkdirSync(pictures, { recursive: true });
const wanted = new Map();
let right = 0;
for (const data of lots()) {
  for (const row of rows(path.join(data, 'manifest.csv')).filter((_, i) => i % Number(every) === 0)) {
    const id = row.module_id;
    const zpl = fs.readFileSync(path.join(data, 'modules', id, `${id}-label.zpl`), 'utf8');
    const png = Buffer.from(await api.zplToBase64Async(zpl, Number(width), Number(height), Number(dpmm)), 'base64');
    const file = path.join(pictures, `${id}.png`);
    fs.writeFileSync(file, png);
    wanted.set(file, row.qrcode);
    if (byJsQr(png) === row.qrcode) {
      right++;
    } else {
      console.log(`${id}: jsQR reads ${byJsQr(png)}, the manifest has ${row.qrcode}`);
    }
  }
}
console.log(`jsQR: ${right} of ${wanted.size}`);

let read = 0;
const files = [...wanted.keys()];
for (let i = 0; i < files.length; i += PICTURES_A_CALL) {
  const some = files.slice(i, i + PICTURES_A_CALL);
  const texts = byZbar(some);
  some.forEach((file, j) => {
    if (texts[j] === wanted.get(file)) {
      read++;
    } else {
      console.log(`${path.basename(file)}: zbarimg reads ${texts[j]}, the manifest has ${wanted.get(file)}`);
    }
  });
}
console.log(`zbarimg: ${read} of ${wanted.size}`);
process.exit(wanted.size > 0 && right === wanted.size && read === wanted.size ? 0 : 1);
