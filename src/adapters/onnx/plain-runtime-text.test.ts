import { describe, expect, it } from 'vitest';
import { explainLoadError } from './explain-load-error.ts';
import { plainRuntimeText } from './plain-runtime-text.ts';

const ARENA =
  "Non-zero status code returned while running ConstantOfShape node. Name:'c' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 4398046511104\n";

describe('plainRuntimeText', () => {
  it('leaves out source files, signatures and control characters', () => {
    expect(plainRuntimeText(ARENA)).toBe(
      'in ConstantOfShape c: Failed to allocate memory for requested buffer of size 4398046511104',
    );
    expect(plainRuntimeText('matmul_helper.h:59 Compute MatMul dimension mismatch')).toBe(
      'Compute MatMul dimension mismatch',
    );
    expect(plainRuntimeText('a\u001b[31m\nb')).toBe('a [31m b');
    expect(plainRuntimeText('x'.repeat(1e6)).length).toBeLessThan(500);
  });
});

describe('explainLoadError', () => {
  it.each([
    [
      'model.cc:202 Model(onnx::ModelProto&&) Unsupported model IR version: 14, max supported IR version: 13',
      'm.onnx is written in ONNX IR version 14; onnxruntime 1.2.3 reads up to 13',
    ],
    [
      'ONNX Runtime only *guarantees* … Opset 27 is under development and support for this is limited.\nCurrent official support for domain ai.onnx is till opset 26.',
      'm.onnx uses opset 27 of ai.onnx; onnxruntime 1.2.3 knows up to 26',
    ],
    [
      'Fatal error: com.acme:Foo(-1) is not a registered function/op',
      'm.onnx uses the custom operator com.acme:Foo, which this runtime does not have',
    ],
    [
      'Error No Op registered for Foo with domain_version of 15',
      'm.onnx uses the operator Foo, which opset 15 does not have',
    ],
    [
      'Unsupported data type: 16',
      'm.onnx has an input or output of type bfloat16, which cannot be read here',
    ],
    [
      'Failed to load model because protobuf parsing failed.',
      'm.onnx is damaged: it starts like an ONNX model and does not go on like one',
    ],
    ['something new', 'm.onnx cannot be loaded: something new'],
  ])('%s', (said, message) => {
    const error = explainLoadError(new Error(said), { path: 'm.onnx', version: '1.2.3' });
    expect(error).toMatchObject({ code: 'input', message });
    expect(error.hint).toBeTruthy();
  });

  it('blames the machine for a locale that it lacks', () => {
    const said =
      'Exception during initialization: onnxruntime::StringNormalizer::Locale::Locale(const std::string&)::<lambda()> Failed to construct locale with name:en_US.UTF-8:locale::facet::_S_create_c_locale name not valid:Please, install';
    expect(explainLoadError(new Error(said), { path: 'm.onnx', version: '1.2.3' })).toMatchObject({
      code: 'outside',
      message:
        'm.onnx handles texts by the rules of the locale en_US.UTF-8, which this machine does not have',
    });
  });

  it('blames the machine for a lack of memory', () => {
    expect(explainLoadError(new Error(ARENA), { path: 'm.onnx', version: '1.2.3' }).code).toBe('outside');
  });
});
