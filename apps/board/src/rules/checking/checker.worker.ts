import "./jitless.ts";
import { checkFiles } from "./check-files.ts";
import { completionsAt, hoverAt } from "./editing.ts";
import { editText, formOf } from "./rule-form.ts";
import type { Answer, Asks, Question, QuestionName, Reply } from "./questions.ts";

const ways: { readonly [N in QuestionName]: (asks: Asks<N>) => Answer<N> } = {
  check: checkFiles,
  complete: completionsAt,
  hover: hoverAt,
  form: formOf,
  edit: editText,
};

const answer = <N extends QuestionName>({ name, asks }: Question<N>): Answer<N> => ways[name](asks);

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  postMessage(replyTo(data));
});

function replyTo(question: Question): Reply {
  try {
    return { id: question.id, answer: answer(question) };
  } catch (error) {
    return { id: question.id, fault: error instanceof Error ? error.message : "the compiler failed" };
  }
}
