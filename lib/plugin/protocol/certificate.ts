import { generateKeyPairSync, sign } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  GeneralName,
  id_ce_subjectAltName,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

const HOST = "localhost";
const COMMON_NAME = "2.5.4.3";
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

/** What a TLS server shows, and what it keeps. */
export interface ServerCertificate {
  readonly privateKeyPem: string;
  readonly certificatePem: string;

  /** The certificate as it stands in the handshake: DER in base64, without padding. */
  readonly handshake: string;
}

/**
 * Makes a self-signed certificate for `localhost`, the name that Terraform asks for. Terraform trusts this very
 * certificate and no other, for as long as the process lives.
 *
 * So the dates mean nothing; 9999-12-31 is what RFC 5280 has for a certificate without an end, and a clock that
 * is set back does no harm.
 */
export function createCertificate(): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({
        type: COMMON_NAME,
        value: new AttributeValue({ utf8String: HOST }),
      }),
    ]),
  ]);
  const alternativeName = new SubjectAlternativeName([new GeneralName({ dNSName: HOST })]);
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: new Uint8Array([1]).buffer,
    signature: signatureAlgorithm,
    issuer: name,
    subject: name,
    validity: new Validity({
      notBefore: new Date("2000-01-01T00:00:00Z"),
      notAfter: new Date("9999-12-31T23:59:59Z"),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ type: "spki", format: "der" }),
      SubjectPublicKeyInfo,
    ),
    extensions: new Extensions([
      new Extension({
        extnID: id_ce_subjectAltName,
        extnValue: new OctetString(AsnConvert.serialize(alternativeName)),
      }),
    ]),
  });
  const signature = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm,
    signatureValue: new Uint8Array(signature).buffer,
  });
  const base64 = Buffer.from(AsnConvert.serialize(certificate)).toString("base64");
  return {
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    handshake: base64.replace(/=+$/, ""),
  };
}
