// src/domain/names.ts
/** A model's name: it becomes part of tags, folders and artifact names. */
const MODEL_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;

export { MODEL_NAME as t };