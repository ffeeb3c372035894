/** Reads server-sent events as a client does: by frame, as far as they came whole. */
export interface Told {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for.
  readonly data: any;
}

/** Reads until the stream ends, or cuts it after so many characters or messages. */
export async function readStream(
  response: Response,
  { charactersMax = Number.POSITIVE_INFINITY, messagesMax = Number.POSITIVE_INFINITY } = {},
): Promise<readonly Told[]> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    if (text.length >= charactersMax || framesOf(text).length >= messagesMax) {
      await reader.cancel();
      break;
    }
  }
  return framesOf(text.slice(0, Math.min(text.length, charactersMax))).slice(0, messagesMax);
}

/** A frame counts once its empty line is there. */
function framesOf(text: string): readonly Told[] {
  return text
    .split("\n\n")
    .slice(0, -1)
    .flatMap((frame) => {
      const match = /^id: (\S+)\ndata: (.*)$/.exec(frame);
      return match === null ? [] : [{ id: match[1] ?? "", data: JSON.parse(match[2] ?? "") }];
    });
}
