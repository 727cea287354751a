// Trains the model that modelyard.yml asks for: reads the training data and params.json, writes an ONNX file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { trainBoosting } from './trainer/boosting.mjs';
import { readTrainingData } from './trainer/data.mjs';
import { trainLogistic } from './trainer/logistic.mjs';

const dataPath = process.env.MODELYARD_TRAIN_DATA ?? 'data/train.csv';
const paramsPath = process.env.MODELYARD_PARAMS ?? 'params.json';
const outputPath = process.env.MODELYARD_OUTPUT_MODEL ?? 'out/visits.onnx';

const ALGORITHMS = { logistic: trainLogistic, boosting: trainBoosting };

const params = JSON.parse(readFileSync(paramsPath, 'utf8'));
const train = ALGORITHMS[params.algorithm];
if (train === undefined) {
  throw new Error(
    `${paramsPath}: algorithm is "${params.algorithm}"; expected ${Object.keys(ALGORITHMS).join(' or ')}`,
  );
}
const data = readTrainingData(dataPath);
const model = train(data, params);
mkdirSync(dirname(outputPath), { recursive: true });
writeFileSync(outputPath, model);
console.log(`${params.algorithm}: ${data.rows} rows, ${model.length} bytes`);
