// The server's API, docs/api.md.

export class ApiError extends Error {
  constructor(status, error, retryAfterS = null) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.field = error.field;
    this.retryAfterS = retryAfterS;
  }
}

/** { a: "1", b: ["2", "3"], c: null } -> "a=1&b=2&b=3" */
export function queryString(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== false) {
        query.append(name, String(each));
      }
    }
  }
  return query.toString();
}

export function address(path, parameters = {}) {
  const query = queryString(parameters);
  return "api/" + path + (query ? "?" + query : "");
}

async function answer(response) {
  if (response.status === 204) {
    return null;
  }
  let body = null;
  try {
    body = await response.json();
  } catch {
    // not ours
  }
  if (!response.ok) {
    const error = (body && body.error) || { code: "http", message: "HTTP " + response.status };
    throw new ApiError(response.status, error, Number(response.headers.get("Retry-After")) || null);
  }
  return body;
}

async function send(path, request) {
  let response;
  try {
    response = await fetch(path, request);
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new ApiError(0, { code: "unreachable", message: "The server of Skytrawl does not answer. Is skytrawl serve still running?" });
  }
  return answer(response);
}

export const api = {
  get: (path, parameters, signal) => send(address(path, parameters), { signal }),
  post: (path, body = {}) =>
    send(address(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  delete: (path) => send(address(path), { method: "DELETE" }),
  file: (kind, file, parameters = {}) =>
    send(address("files", { kind, name: file.name, ...parameters }), {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    }),
};
