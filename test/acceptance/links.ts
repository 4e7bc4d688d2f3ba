/** Downloads through a link: the content, or the status where it is refused. */
export async function download(url: string | undefined): Promise<string | number> {
  const response = await fetch(url!);
  const text = await response.text();
  return response.ok ? text : response.status;
}

/** Uploads through a link. */
export async function upload(url: string | undefined, body: string): Promise<number> {
  const response = await fetch(url!, { method: "PUT", body });
  await response.text();
  return response.status;
}
