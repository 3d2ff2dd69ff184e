// SPDX-License-Identifier: GPL-2.0-only
// Certificates as VMs present them. The first byte says how many bytes of a good one are changed, each
// by a place of two bytes and a value; where it is 0, the rest is the whole certificate.
#include "model/identity/certificate-authority.h"
#include "model/identity/identity-verifier.h"
#include "test/fuzz/fuzz-input.h"

using namespace ns3::vnlab;

namespace
{

constexpr int64_t kNow_s = 1'780'000'000;

struct World
{
    Uuid vm = *ParseUuid("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    CertificateAuthority root{"fuzz", 7};
    IssuedIdentity good = root.Issue(vm, {kNow_s - 1, kNow_s + 1});
    std::vector<std::vector<uint8_t>> roots{root.RootDer()};
    IdentityVerifier verifier{roots};
};

std::vector<uint8_t>
Presented(fuzz::FuzzInput& input, const std::vector<uint8_t>& good)
{
    const auto changes = input.Take<uint8_t>();
    if (changes == 0)
    {
        return input.Bytes(SIZE_MAX);
    }
    std::vector<uint8_t> der = good;
    for (uint8_t i = 0; i < changes; ++i)
    {
        const auto place = input.Take<uint16_t>();
        der[place % der.size()] ^= input.Take<uint8_t>();
    }
    return der;
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const World world;
    fuzz::FuzzInput input(data, size);
    const std::vector<uint8_t> der = Presented(input, world.good.certificateDer);
    const VerificationResult result = world.verifier.Verify(der, world.vm, kNow_s);
    fuzz::Require(result != VerificationResult::kAccepted || der == world.good.certificateDer,
                  "only what the root has issued is accepted");
    if (const auto certificate = VmCertificate::Parse(der))
    {
        certificate->NotBefore_s();
        certificate->NotAfter_s();
    }
    return 0;
}
