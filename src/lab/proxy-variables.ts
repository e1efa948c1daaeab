/** What lets kubectl, helm, the aws CLI and curl speak to a lab through its gateway. @param authority path of the CA that they trust. */
export const proxyVariables = (proxy: string, authority: string): Record<string, string> => ({
  HTTPS_PROXY: proxy,
  https_proxy: proxy,
  HTTP_PROXY: proxy,
  http_proxy: proxy,
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
  AWS_CA_BUNDLE: authority,
  REQUESTS_CA_BUNDLE: authority,
  SSL_CERT_FILE: authority,
  CURL_CA_BUNDLE: authority,
  AWS_EC2_METADATA_DISABLED: 'true',
})
