// SPDX-License-Identifier: GPL-2.0-only
//
// The verifier's verdicts against those of the program `openssl`, which shares no code with it.
#include "model/identity/identity-verifier.h"
#include "test/identity/identity-fixture.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

class OpensslOracleTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (std::system("openssl version >/dev/null 2>&1") != 0)
        {
            GTEST_SKIP() << "the program openssl is not installed";
        }
        m_folder = std::filesystem::temp_directory_path() /
                   ("vnlab-openssl-" + std::to_string(getpid()) + "-" +
                    testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directory(m_folder);
    }

    void TearDown() override
    {
        if (!m_folder.empty())
        {
            std::filesystem::remove_all(m_folder);
        }
    }

    bool Accepts(const std::vector<uint8_t>& root, const std::vector<uint8_t>& vm, int64_t now_s)
    {
        return WritePem(root, "root") && WritePem(vm, "vm") &&
               Runs("verify -x509_strict -attime " + std::to_string(now_s) +
                    " -no-CApath -no-CAstore -CAfile root.pem vm.pem");
    }

    bool WritePem(const std::vector<uint8_t>& der, const std::string& name)
    {
        std::ofstream(m_folder / (name + ".der"), std::ios::binary)
            .write(reinterpret_cast<const char*>(der.data()),
                   static_cast<std::streamsize>(der.size()));
        return Runs("x509 -inform DER -in " + name + ".der -out " + name + ".pem");
    }

    bool Runs(const std::string& arguments)
    {
        const std::string command =
            "cd '" + m_folder.string() + "' && openssl " + arguments + " >/dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    }

    std::filesystem::path m_folder;
    CertificateAuthority m_authority{"shop `id` \"ü\"", kSeed};
    std::vector<uint8_t> m_vm = m_authority.Issue(kVm, kYear2026).certificateDer;
};

TEST_F(OpensslOracleTest, AcceptsFromTheFirstToTheLastSecond)
{
    const std::vector<uint8_t>& root = m_authority.RootDer();
    EXPECT_TRUE(Accepts(root, m_vm, kYear2026.notBefore_s));
    EXPECT_FALSE(Accepts(root, m_vm, kYear2026.notBefore_s - 1));
    EXPECT_FALSE(Accepts(root, m_vm, kYear2026.notAfter_s + 1));
}

TEST_F(OpensslOracleTest, RefusesForgedAndForeign)
{
    std::vector<uint8_t> forged = m_vm;
    forged.back() ^= 1;
    const CertificateAuthority impostor("shop `id` \"ü\"", kSeed + 1);
    EXPECT_FALSE(Accepts(m_authority.RootDer(), forged, kNow_s));
    EXPECT_FALSE(Accepts(impostor.RootDer(), m_vm, kNow_s));
}

TEST_F(OpensslOracleTest, CertificateOfTheProgramIsAccepted)
{
    std::ofstream(m_folder / "vm.cnf") << "basicConstraints=critical,CA:FALSE\n"
                                          "keyUsage=critical,digitalSignature\n"
                                          "authorityKeyIdentifier=keyid\n"
                                          "subjectAltName=URI:"
                                       << kVm.ToUrn() << "\n";
    ASSERT_TRUE(Runs("req -x509 -newkey ed25519 -nodes -keyout root.key -subj /CN=openssl "
                     "-addext keyUsage=critical,keyCertSign -days 2 -out root.pem"));
    ASSERT_TRUE(Runs("req -new -newkey ed25519 -nodes -keyout vm.key -subj /CN=vm -out vm.csr"));
    ASSERT_TRUE(Runs("x509 -req -in vm.csr -CA root.pem -CAkey root.key -CAcreateserial -days 1 "
                     "-extfile vm.cnf -outform DER -out vm.der"));
    ASSERT_TRUE(Runs("x509 -in root.pem -outform DER -out root.der"));
    const auto read = [this](const char* name)
    {
        std::ifstream file(m_folder / name, std::ios::binary);
        return std::vector<uint8_t>(std::istreambuf_iterator<char>(file), {});
    };
    const std::vector<std::vector<uint8_t>> roots{read("root.der")};
    const std::vector<uint8_t> vm = read("vm.der");
    const auto certificate = VmCertificate::Parse(vm);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(IdentityVerifier(roots).Verify(vm, kVm, certificate->NotBefore_s()),
              VerificationResult::kAccepted);
    EXPECT_EQ(certificate->NotAfter_s() - certificate->NotBefore_s(), 86'400);
    EXPECT_EQ(IdentityVerifier(roots).Verify(vm, kVm, certificate->NotAfter_s() + 1),
              VerificationResult::kExpired);
}

} // namespace

} // namespace ns3::vnlab
