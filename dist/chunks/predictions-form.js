// src/domain/predictions-form.ts
const PREDICTIONS_FORMS = [
	"list",
	"long",
	"chosen",
	"ranked"
];

export { PREDICTIONS_FORMS as t };